import { setImmediate } from 'node:timers/promises'
import { StallMeter } from './stall-meter.ts'

/** Time as the harness lives it. Tests bring a clock of their own, and wait for nothing. */
export interface Clock {
  /** Milliseconds on a monotonic clock. */
  now(): number
  /** How many of them this process did not run for, because it was stopped or got no CPU. */
  stalledMs(): number
  /** What every deadline is multiplied by: 1, or more on a busy machine or for a patient user. */
  readonly patience: number
  /** Resolves after `ms` milliseconds, when all that had arrived by then is read. Rejects with the signal's reason. */
  after(ms: number, signal: AbortSignal): Promise<void>
}

const stalls = new StallMeter()

/** The machine's own clock. `patience` is asked for at every use, so it may follow the machine's load. */
export function clockWith(patience: () => number): Clock {
  return {
    now: () => performance.now(),
    stalledMs: () => stalls.totalMs(),
    get patience() {
      return patience()
    },
    async after(ms, signal) {
      stalls.watch()
      await timer(ms, signal)
      await setImmediate() // the event loop reads what has arrived between its timers and its immediates
    },
  }
}

export const systemClock: Clock = clockWith(() => 1)

/** Not that of node:timers/promises, which rejects with an error of its own and not with the signal's reason. */
function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const onAbort = () => {
      clearTimeout(timeout)
      reject(signal.reason)
    }
    const timeout = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
