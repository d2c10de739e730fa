import { UserError } from '../domain/errors.ts'
import { exitCodes, type ExitCode } from '../report/exit-code.ts'
import type { Io } from './io.ts'

/** Says what went wrong on stderr: what the user can mend without a stack, a bug with one. */
export function printError(error: unknown, { stderr, signal }: Pick<Io, 'stderr' | 'signal'>): ExitCode {
  if (error instanceof UserError) {
    stderr.write(`connectivity: ${error.message}\n`)
    if (error.hint !== undefined) stderr.write(`${error.hint}\n`)
    return exitCodes.usage
  }
  if (signal.aborted) return exitCodes.interrupted
  stderr.write(`connectivity: this is a bug of the harness or a fault of the lab:\n`)
  stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return exitCodes.harness
}
