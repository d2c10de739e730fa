import type { Timings } from '../domain/outcome.ts'
import type { Clock } from '../time/clock.ts'

/** Times one attempt at a cell; all in milliseconds. */
export class Stopwatch {
  readonly #clock: Clock
  readonly startedMs: number
  #connectMs: number | null = null
  #chatMs: number | null = null

  constructor(clock: Clock) {
    this.#clock = clock
    this.startedMs = clock.now()
  }

  connected(elapsedMs: number): void {
    this.#connectMs = elapsedMs
  }

  async chat<T>(work: () => Promise<T>): Promise<T> {
    const started = this.#clock.now()
    const result = await work()
    this.#chatMs = this.#clock.now() - started
    return result
  }

  timings(): Timings {
    return {
      connectMs: rounded(this.#connectMs),
      chatMs: rounded(this.#chatMs),
      wallMs: rounded(this.#clock.now() - this.startedMs),
    }
  }
}

function rounded<T extends number | null>(ms: T): T {
  return (ms === null ? null : Math.round(ms * 100) / 100) as T
}
