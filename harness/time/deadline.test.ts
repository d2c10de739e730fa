import { describe, expect, test } from 'vitest'
import { systemClock } from './clock.ts'
import { DeadlineError, stretched, within } from './deadline.ts'
import { ManualClock } from './manual-clock.fixture.ts'

const forever = () => new Promise<never>(() => {})
const never = new AbortController().signal
const second = { what: 'answer to dial', ms: 1_000 }

test('what comes in time is passed on, good or bad', async () => {
  expect(await within(second, never, async () => 7)).toBe(7)
  const failure = new Error('connection refused')
  await expect(within(second, never, () => Promise.reject(failure))).rejects.toBe(failure)
})

test('what does not come in time is a DeadlineError, and not a moment earlier', async () => {
  const clock = new ManualClock()
  const waiting = watched(within(second, never, forever, clock))
  await clock.advance(999)
  expect(waiting.end).toBeUndefined()
  await clock.advance(1)
  expect(waiting.end).toEqual(new DeadlineError('answer to dial', 1_000))
  expect(waiting.end).toMatchObject({ message: 'no answer to dial within 1000 ms' })
})

test('an abort ends the wait with its own reason', async () => {
  const interrupt = new AbortController()
  const reason = new Error('interrupted')
  const waiting = within(second, interrupt.signal, forever)
  interrupt.abort(reason)
  await expect(waiting).rejects.toBe(reason)
  await expect(within(second, interrupt.signal, async () => 7)).rejects.toBe(reason)
})

test.for([
  ['done', 'resolves'],
  ['failed', 'rejects'],
  ['late', 'hangs'],
] as const)('the work hears that the wait is over: %s', async ([, how]) => {
  const clock = new ManualClock()
  let signalOfWork = never
  const waiting = watched(
    within(
      second,
      never,
      (signal) => {
        signalOfWork = signal
        if (how === 'hangs') return forever()
        return how === 'resolves' ? Promise.resolve() : Promise.reject(new Error('no'))
      },
      clock,
    ),
  )
  expect(signalOfWork.aborted).toBe(false)
  await clock.advance(how === 'hangs' ? 1_000 : 0)
  await waiting.promise
  expect([signalOfWork.aborted, clock.waiting]).toEqual([true, 0])
})

test('work that fails after its deadline is nobody’s unhandled rejection', async () => {
  const clock = new ManualClock()
  const { promise, reject } = Promise.withResolvers<never>()
  const waiting = watched(within(second, never, () => promise, clock))
  await clock.advance(1_000)
  expect(waiting.end).toBeInstanceOf(DeadlineError)
  reject(new Error('too late')) // vitest fails the run on an unhandled rejection
  await clock.advance(0)
})

describe('deadlines stretch', () => {
  test('with patience, also where that grows during the wait', async () => {
    const clock = new ManualClock()
    const waiting = watched(within(second, never, forever, clock))
    await clock.advance(900)
    clock.patience = 3
    await clock.advance(2_099)
    expect(waiting.end).toBeUndefined()
    await clock.advance(1)
    expect(waiting.end).toMatchObject({ message: 'no answer to dial within 3000 ms' })
    expect(stretched(50, clock)).toBe(150)
  })

  test('by the time that the harness was stopped for', async () => {
    const clock = new ManualClock()
    const waiting = watched(within(second, never, forever, clock))
    await clock.advance(100)
    await clock.stall(20_000)
    await clock.advance(899)
    expect(waiting.end).toBeUndefined()
    await clock.advance(1)
    expect(waiting.end).toMatchObject({ message: 'no answer to dial within 1000 ms' })
  })
})

test('the clock of the machine passes, and can be left', async () => {
  const before = systemClock.now()
  await systemClock.after(5, never)
  expect(systemClock.now() - before).toBeGreaterThan(4)
  const interrupt = new AbortController()
  const waiting = systemClock.after(60_000, interrupt.signal)
  interrupt.abort(new Error('interrupted'))
  await expect(waiting).rejects.toThrow('interrupted')
  expect(systemClock.patience).toBe(1)
})

function watched(promise: Promise<unknown>): { readonly promise: Promise<unknown>; end: unknown } {
  const settle = (end: unknown) => (watch.end = end)
  const watch: { readonly promise: Promise<unknown>; end: unknown } = {
    promise: promise.then(settle, settle),
    end: undefined,
  }
  return watch
}
