import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { UserError } from '../domain/errors.ts'
import type { Tool } from './peer-yaml.ts'

const run = promisify(execFile)

/** The first line that the tool prints of its version. Throws a UserError with the fix when it is not there. */
export async function toolVersion({ command, hint }: Tool, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const [program = '', ...args] = command
  try {
    const { stdout } = await run(program, args, { cwd, env })
    return stdout.split('\n')[0] ?? ''
  } catch (cause) {
    throw new UserError(`\`${command.join(' ')}\` does not work: ${firstLine(cause)}`, { hint, cause })
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
