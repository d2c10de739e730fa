const tickMs = 100
/** Later than that is not an ordinary delay of a timer. */
const lateMs = 400

/** Measures for how long this process does not run: ten times a second it is to wake up, and it counts how late it is. */
export class StallMeter {
  readonly #now: () => number
  #dueMs: number | undefined
  #totalMs = 0

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Measures from now on. Does not keep the process from ending. */
  watch(): void {
    if (this.#dueMs !== undefined) return
    this.#dueMs = this.#now() + tickMs
    setInterval(() => this.tick(), tickMs).unref()
  }

  tick(): void {
    this.#totalMs = this.totalMs()
    this.#dueMs = this.#now() + tickMs
  }

  /** A stall that has just ended counts at once, whichever timer comes first after it. */
  totalMs(): number {
    const late = this.#dueMs === undefined ? 0 : this.#now() - this.#dueMs
    return this.#totalMs + (late > lateMs ? late : 0)
  }
}
