import { systemClock, type Clock } from './clock.ts'

/** What is awaited, in the words of "no … within", and for how many milliseconds on an idle machine. */
export interface Deadline {
  readonly what: string
  readonly ms: number
}

/** It did not come in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
  constructor(what: string, ms: number) {
    super(`no ${what} within ${Math.round(ms)} ms`)
  }
}

/**
 * Waits for `work` until the deadline, and while `signal` is not aborted: the first that ends decides. Rejects with a
 * DeadlineError or the signal's reason. The signal that `work` gets is aborted when the wait is over, however it ended.
 *
 * Time that the harness itself was stopped for does not count, and the clock's patience counts as it is at the end.
 */
export async function within<T>(
  deadline: Deadline,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  signal.throwIfAborted()
  const over = new AbortController()
  const whileWaiting = AbortSignal.any([signal, over.signal])
  try {
    return await Promise.race([work(whileWaiting), expiry(deadline, whileWaiting, clock)])
  } finally {
    over.abort('the wait is over')
  }
}

/** How many milliseconds a deadline lasts on this machine at this moment. */
export function stretched(ms: number, clock: Clock): number {
  return Math.round(ms * clock.patience)
}

async function expiry({ what, ms }: Deadline, signal: AbortSignal, clock: Clock): Promise<never> {
  const startedMs = clock.now() - clock.stalledMs()
  for (;;) {
    const allowedMs = stretched(ms, clock)
    const leftMs = startedMs + allowedMs - (clock.now() - clock.stalledMs())
    if (leftMs <= 0) throw new DeadlineError(what, allowedMs)
    await clock.after(leftMs, signal)
  }
}
