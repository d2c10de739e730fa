import type { Io } from './cli/io.ts'
import { printError } from './cli/print-error.ts'
import { watchOutput } from './cli/process/output-errors.ts'
import { endProcess, interruptBySignals } from './cli/process/signals.ts'

/** The whole command line tool; answers with the exit code. `argv` is without node and script. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const { commandLine } = await import('./cli/command-line.ts') // not before the error of a missing package can be explained
    return await commandLine(argv, io)
  } catch (error) {
    return printError(error, io)
  }
}

if (import.meta.main) {
  const { env, stdout, stderr } = process
  const interrupt = interruptBySignals()
  const output = watchOutput({ stdout, stderr }, interrupt)
  const status = await main(process.argv.slice(2), {
    env,
    stdout,
    stderr,
    cwd: process.cwd(),
    signal: interrupt.signal,
  })
  // Not left to the event loop: a stranger that inherited a pipe of ours could keep it going for ever.
  endProcess(await output.settled(status))
}
