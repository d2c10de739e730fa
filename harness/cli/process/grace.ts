/**
 * Waits for work, but no longer than `graceMs` after there was nothing more to wait for: what can't be stopped must not
 * keep back what was found out. Throws when the time is up; the work is left to itself then.
 */
export async function endsInTime<T>(work: Promise<T>, over: AbortSignal, graceMs: number): Promise<T> {
  const overdue = Promise.withResolvers<never>()
  let timer: NodeJS.Timeout | undefined
  const startTimer = () => {
    const message = `what the run started did not end within ${graceMs / 1000} s, and was killed`
    timer = setTimeout(() => overdue.reject(new Error(message)), graceMs)
  }
  if (over.aborted) startTimer()
  else over.addEventListener('abort', startTimer, { once: true })
  try {
    return await Promise.race([work, overdue.promise])
  } finally {
    over.removeEventListener('abort', startTimer)
    clearTimeout(timer)
  }
}
