import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readWaits, slowness, type Load } from './pressure.ts'
import { Helpers, readProcessorTime, shareOfOthers, type ProcessorTime } from './processor-time.ts'

const everyMs = 1_000
/** About as many samples as 10 s have weight in the mean. */
const weight = 0.2
/** An event loop that is this late is as slow again as an idle one. */
const lateMs = 50

/** Follows how slow the machine is. Where the kernel does not say, it goes by how late this process's own timers are. */
export class PressureMeter {
  readonly #read: () => Load | null
  #mean = 1
  #loop: Histogram | undefined

  constructor(read: () => Load | null) {
    this.#read = read
  }

  /** Follows it from now on. Does not keep the process from ending. */
  watch(): this {
    this.sample()
    setInterval(() => this.sample(), everyMs).unref()
    return this
  }

  sample(): void {
    const load = this.#read()
    const now = load === null ? this.#lateness() : slowness(load)
    // A load that comes counts soon; one that goes has done its harm already.
    this.#mean = now > this.#mean ? (now + this.#mean) / 2 : this.#mean + weight * (now - this.#mean)
  }

  /** How many times slower than idle the machine is: 1, or more. */
  get slowness(): number {
    return this.#mean
  }

  #lateness(): number {
    const loop = (this.#loop ??= startedHistogram())
    const meanMs = loop.mean / 1e6
    loop.reset()
    return Number.isNaN(meanMs) ? 1 : Math.min(10, Math.max(1, meanMs / lateMs))
  }
}

/** What others took is known from the second reading on. */
export function loadReader(helpers: () => readonly number[]): () => Load | null {
  const kin = new Helpers(helpers)
  let before: ProcessorTime | null = null
  return () => {
    const [waits, now] = [readWaits(), readProcessorTime(process.pid, kin)]
    const others = before === null || now === null ? 0 : shareOfOthers(before, now)
    before = now
    return waits === null || now === null ? null : { others, waits }
  }
}

type Histogram = ReturnType<typeof monitorEventLoopDelay>

function startedHistogram(): Histogram {
  const histogram = monitorEventLoopDelay({ resolution: 10 })
  histogram.enable()
  return histogram
}
