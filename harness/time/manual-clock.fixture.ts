import type { Clock } from './clock.ts'

interface Sleeper {
  readonly dueMs: number
  readonly wake: () => void
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  patience = 1
  #nowMs = 0
  #stalledMs = 0
  readonly #sleepers = new Set<Sleeper>()

  now(): number {
    return this.#nowMs
  }

  stalledMs(): number {
    return this.#stalledMs
  }

  /** How many waits there are. */
  get waiting(): number {
    return this.#sleepers.size
  }

  after(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const sleeper = { dueMs: this.#nowMs + ms, wake: resolve }
      this.#sleepers.add(sleeper)
      const onAbort = () => {
        this.#sleepers.delete(sleeper)
        reject(signal.reason)
      }
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  /** Lets time pass, and everybody act whose time has come. */
  async advance(ms: number): Promise<void> {
    await settled() // who is about to wait does so before time passes
    this.#nowMs += ms
    for (const sleeper of this.#sleepers) {
      if (sleeper.dueMs > this.#nowMs) continue
      this.#sleepers.delete(sleeper)
      sleeper.wake()
    }
    await settled()
  }

  /** Lets time pass in which the harness itself was stopped. */
  async stall(ms: number): Promise<void> {
    this.#stalledMs += ms
    await this.advance(ms)
  }
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}
