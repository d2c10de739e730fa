import { setMaxListeners } from '@libp2p/interface'
import { raceSignal } from 'race-signal'
import { Failure } from '../protocol/failure.ts'

/** Ends the wait at the deadline even where a library ignores the signal, as the QUIC dialer does. */
export async function within<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs)
  setMaxListeners(Infinity, signal)
  try {
    return await raceSignal(work(signal), signal)
  } catch (error) {
    if (!signal.aborted) throw error
    throw new Failure('timeout', `Not done within ${timeoutMs} ms`, { cause: error })
  }
}
