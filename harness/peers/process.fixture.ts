import { PassThrough } from 'node:stream'
import type { Exit, LabProcess } from '../lab/lab.ts'

/** A process that does what a test tells it to. */
export class FakeProcess implements LabProcess {
  readonly stdin = new PassThrough()
  readonly stdout = new PassThrough()
  readonly stderr = new PassThrough()
  readonly exited: Promise<Exit>
  readonly exit: (exit: Exit) => void
  kills = 0
  readonly #diesWhenKilled: boolean

  constructor({ diesWhenKilled = true } = {}) {
    this.#diesWhenKilled = diesWhenKilled
    const { promise, resolve } = Promise.withResolvers<Exit>()
    this.exited = promise
    this.exit = resolve
  }

  say(...lines: readonly (string | object)[]): void {
    for (const line of lines) this.stdout.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
  }

  /** Ends as programs do: exit, and the end of what it says. */
  end(exit: Exit): void {
    this.stdout.end()
    this.stderr.end()
    this.exit(exit)
  }

  /** All that it has read so far. */
  heard(): string[] {
    const text = (this.stdin.read() as Buffer | null)?.toString() ?? ''
    return text.split('\n').filter(Boolean)
  }

  kill(): void {
    this.kills += 1
    if (this.#diesWhenKilled) this.end({ kind: 'signal', signal: 'SIGKILL' })
  }
}
