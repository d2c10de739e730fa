import type { Clock } from '../time/clock.ts'
import { DeadlineError, within, type Deadline } from '../time/deadline.ts'
import { PeerFailure } from './peer-failure.ts'

/** `within` a deadline; what does not come in time is a PeerFailure `silent`. */
export async function fromPeer<T>(
  deadline: Deadline,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  clock: Clock,
): Promise<T> {
  try {
    return await within(deadline, signal, work, clock)
  } catch (error) {
    throw error instanceof DeadlineError ? new PeerFailure('silent', error.message, error) : error
  }
}
