import type { Clock } from '../../time/clock.ts'

interface Sleeper {
  readonly dueMs: number
  readonly wake: () => void
}

/**
 * A clock for a world that lives in this process alone: when nothing else can happen there, it jumps to the next
 * moment that somebody waits for. So a peer that hangs for ten seconds costs nobody ten seconds.
 */
export class VirtualClock implements Clock {
  readonly patience = 1
  #nowMs = 0
  readonly #sleepers = new Set<Sleeper>()
  #watching = false

  now(): number {
    return this.#nowMs
  }

  stalledMs(): number {
    return 0
  }

  async after(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sleeper = { dueMs: this.#nowMs + ms, wake: resolve }
    const onAbort = () => {
      this.#sleepers.delete(sleeper)
      reject(signal.reason as Error)
    }
    this.#sleepers.add(sleeper)
    signal.addEventListener('abort', onAbort, { once: true })
    if (!this.#watching) this.#watch()
    await promise
    signal.removeEventListener('abort', onAbort)
  }

  /** Promises, streams and microtasks are all done when an immediate runs: who still waits then waits for time. */
  #watch(): void {
    this.#watching = true
    setImmediate(() => setImmediate(() => this.#jump()))
  }

  #jump(): void {
    const [next] = [...this.#sleepers].sort((a, b) => a.dueMs - b.dueMs)
    this.#watching = next !== undefined
    if (next === undefined) return
    this.#sleepers.delete(next)
    this.#nowMs = Math.max(this.#nowMs, next.dueMs)
    next.wake()
    this.#watch()
  }
}
