import { PeerFailure } from './peer-failure.ts'

/**
 * Waits for `work`, but at most `ms` milliseconds, and only while `signal` is not aborted: the first that ends decides.
 * Rejects with a PeerFailure `silent` saying that there was no `what`, or with the signal's reason.
 */
export async function withDeadline<T>(work: Promise<T>, what: string, ms: number, signal: AbortSignal): Promise<T> {
  work.catch(() => {}) // it may fail after the race is over
  signal.throwIfAborted()
  const { promise: stop, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new PeerFailure('silent', `no ${what} within ${ms} ms`)), ms)
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, stop])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}
