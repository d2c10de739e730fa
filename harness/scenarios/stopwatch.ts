import type { Timings } from '../domain/outcome.ts'

/** Times one attempt at a cell; all in milliseconds. */
export class Stopwatch {
  readonly startedMs = performance.now()
  #connectMs: number | null = null
  #chatMs: number | null = null

  connected(elapsedMs: number): void {
    this.#connectMs = elapsedMs
  }

  async chat<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now()
    const result = await work()
    this.#chatMs = performance.now() - started
    return result
  }

  timings(): Timings {
    return {
      connectMs: rounded(this.#connectMs),
      chatMs: rounded(this.#chatMs),
      wallMs: rounded(performance.now() - this.startedMs),
    }
  }
}

function rounded<T extends number | null>(ms: T): T {
  return (ms === null ? null : Math.round(ms * 100) / 100) as T
}
