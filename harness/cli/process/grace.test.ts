import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endsInTime } from './grace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = new Promise<never>(() => {})

test('work takes its time as long as it is not over', async () => {
  const work = Promise.withResolvers<string>()
  const ended = endsInTime(work.promise, new AbortController().signal, 1_000)
  await vi.advanceTimersByTimeAsync(3_600_000)
  work.resolve('done')
  expect(await ended).toBe('done')
})

test('then it has the grace to end', async () => {
  const over = new AbortController()
  const work = Promise.withResolvers<string>()
  const ended = endsInTime(work.promise, over.signal, 1_000)
  over.abort()
  await vi.advanceTimersByTimeAsync(999)
  work.resolve('in time')
  expect(await ended).toBe('in time')
  expect(vi.getTimerCount()).toBe(0)
})

test.each(['before', 'meanwhile'])('and what does not end is given up: over %s', async (when) => {
  const over = new AbortController()
  if (when === 'before') over.abort()
  const ended = endsInTime(never, over.signal, 1_000)
  const message = expect(ended).rejects.toThrow('did not end within 1 s, and was killed')
  over.abort()
  await vi.advanceTimersByTimeAsync(1_000)
  await message
})

test('an error of the work is passed on', async () => {
  const failing = endsInTime(Promise.reject(new Error('no lab')), AbortSignal.abort(), 1_000)
  await expect(failing).rejects.toThrow('no lab')
  expect(vi.getTimerCount()).toBe(0)
})
