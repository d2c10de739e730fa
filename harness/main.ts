import { program } from './cli/program.ts'
import type { Io } from './cli/io.ts'

/** The whole command line tool; answers with the exit code. `argv` is without node and script. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  return await program(argv, io)
}

if (import.meta.main) {
  const interrupt = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (interrupt.signal.aborted) process.exit(130) // asked twice: what we started ends when our pipes close
      interrupt.abort(new Error('interrupted'))
    })
  }
  const { env, stdout, stderr } = process
  for (const stream of [stdout, stderr]) stream.on('error', () => interrupt.abort(new Error('output closed')))
  process.exitCode = await main(process.argv.slice(2), {
    env,
    stdout,
    stderr,
    cwd: process.cwd(),
    signal: interrupt.signal,
  })
}
