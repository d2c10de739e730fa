import { killDescendants } from '../../lab/descendants.ts'
import { exitCodes } from '../../report/exit-code.ts'

/** SIGHUP too: a closed terminal or a lost ssh connection asks for the same orderly end. */
const askingToEnd = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Aborted by the first signal that asks the process to end. The second ends it at once, with all that it started. */
export function interruptBySignals(): AbortController {
  const interrupt = new AbortController()
  for (const name of askingToEnd) {
    process.on(name, () => {
      if (interrupt.signal.aborted) endProcess(exitCodes.interrupted)
      interrupt.abort(new Error('interrupted'))
    })
  }
  return interrupt
}

/** Ends this process and whatever is left below it. */
export function endProcess(status: number): never {
  killDescendants(process.pid)
  process.exit(status)
}
