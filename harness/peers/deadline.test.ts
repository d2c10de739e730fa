import { expect, test } from 'vitest'
import { withDeadline } from './deadline.ts'
import { PeerFailure } from './peer-failure.ts'

const forever = new Promise<never>(() => {})
const never = new AbortController().signal

test('what comes in time is passed on, good or bad', async () => {
  expect(await withDeadline(Promise.resolve(7), 'answer', 1_000, never)).toBe(7)
  const failure = new PeerFailure('failed', 'connection refused')
  await expect(withDeadline(Promise.reject(failure), 'answer', 1_000, never)).rejects.toBe(failure)
})

test('what does not come in time is a silent peer', async () => {
  await expect(withDeadline(forever, 'answer to dial', 10, never)).rejects.toMatchObject({
    name: 'PeerFailure',
    code: 'silent',
    message: 'no answer to dial within 10 ms',
  })
})

test('an interrupt ends the wait with its own reason', async () => {
  const interrupt = new AbortController()
  const reason = new Error('interrupted')
  const waiting = withDeadline(forever, 'answer', 60_000, interrupt.signal)
  interrupt.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  await expect(withDeadline(Promise.resolve(7), 'answer', 60_000, interrupt.signal)).rejects.toBe(reason)
})

test('work that fails after its deadline is nobody’s unhandled rejection', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  await expect(withDeadline(promise, 'answer', 1, never)).rejects.toMatchObject({ code: 'silent' })
  reject(new Error('too late')) // vitest fails the run on an unhandled rejection
  await new Promise((resolve) => setImmediate(resolve))
})
