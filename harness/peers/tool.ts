import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { UserError } from '../domain/errors.ts'
import type { Tool } from './peer-yaml.ts'

const run = promisify(execFile)

/**
 * The first line that the tool prints of its version. Throws a UserError with the fix when the tool is not there, or
 * older than it must be.
 */
export async function toolVersion(tool: Tool, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { command, minimum, hint } = tool
  const line = await firstLineOf(tool, cwd, env)
  if (minimum !== undefined && !isAtLeast(line, minimum)) {
    throw new UserError(`\`${command.join(' ')}\` says ${line}, and ${minimum} or newer is needed`, { hint })
  }
  return line
}

async function firstLineOf({ command, hint }: Tool, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const [program = '', ...args] = command
  try {
    const { stdout } = await run(program, args, { cwd, env })
    return firstLine(stdout)
  } catch (cause) {
    const why = firstLine(cause instanceof Error ? cause.message : String(cause))
    throw new UserError(`\`${command.join(' ')}\` does not work: ${why}`, { hint, cause })
  }
}

/** Compares the first dotted number of the line, part by part. */
export function isAtLeast(line: string, minimum: string): boolean {
  const version = /\d+(\.\d+)+/.exec(line)?.[0]
  if (version === undefined) return false
  return version.localeCompare(minimum, 'en', { numeric: true }) >= 0
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
