import { UserError } from '../domain/errors.ts'
import { visibleLines } from '../domain/quoted.ts'
import { exitCodes, type ExitCode } from '../report/exit-code.ts'
import type { Io } from './io.ts'
import { forTerminal } from './terminal/signs.ts'

/** Says what went wrong on stderr: what the user can fix without a stack, a bug with one. */
export function printError(error: unknown, { stderr, signal, env }: Pick<Io, 'stderr' | 'signal' | 'env'>): ExitCode {
  const say = (text: string) => stderr.write(forTerminal(`${visibleLines(text)}\n`, env))
  if (error instanceof UserError) {
    say(`connectivity: ${error.message}`)
    if (error.hint !== undefined) say(error.hint)
    return exitCodes.usage
  }
  if (signal.aborted) return exitCodes.interrupted
  if (isDamagedInstall(error)) {
    say(`connectivity: node_modules is damaged: ${error.message}`)
    say('Fix: rm -rf node_modules, and start ./connectivity again.')
    return exitCodes.usage
  }
  say(`connectivity: this is a bug of the harness or a fault of the lab:`)
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return exitCodes.harness
}

/** A package that is not there, or only in part. */
function isDamagedInstall(error: unknown): error is Error {
  const codes = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_INVALID_PACKAGE_CONFIG']
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
