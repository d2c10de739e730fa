import { describe, expect, test } from 'vitest'
import type { Evidence, Refusal } from './evidence.ts'
import type { Outcome } from './outcome.ts'
import { chanceOfAsMany, rate, tally, wilsonInterval } from './rate.ts'

const connected: Outcome = { kind: 'connected', lacks: [], evidence: {} as Evidence }
const partial: Outcome = { ...connected, lacks: [{ role: 'dialer', part: 'ping', message: 'reset' }] }
const failed: Outcome = { kind: 'failed', role: null, stage: 'dial', message: '', fault: 'peer', evidence: null }
const refused: Outcome = { kind: 'refused', refusal: {} as Refusal, evidence: {} as Evidence }

test('attempts and failures are counted, what was not played is not', () => {
  const notRun: Outcome = { kind: 'not-run', cause: 'lab', message: '' }
  const unsupported: Outcome = { kind: 'unsupported', by: 'dialer', message: '' }
  const error: Outcome = { kind: 'harness-error', message: '' }
  expect(tally([connected, failed, partial, refused, notRun, unsupported, error])).toEqual({ attempts: 4, failed: 2 })
})

test('a rate', () => {
  expect(rate({ attempts: 8, failed: 2 })).toBe(0.25)
  expect(rate({ attempts: 0, failed: 0 })).toBeNull()
})

/** The rates x at which (failed / attempts - x)² = 1.96² x (1 - x) / attempts, solved by hand. */
describe('the interval of Wilson', () => {
  test.for([
    [113, 18, 0.1032, 0.2378],
    [20, 0, 0, 0.1611],
    [20, 20, 0.8389, 1],
    [2, 2, 0.3424, 1],
    [0, 0, 0, 1],
  ] as const)('%i attempts, %i failed: %d to %d', ([attempts, failures, low, high]) => {
    const interval = wilsonInterval({ attempts, failed: failures })
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })
})

/** Sums of the binomial terms, in exact fractions. */
describe('the chance of as many failures or more', () => {
  test.for([
    [2, 2, 0.1, 0.01],
    [3, 1, 0.5, 0.875],
    [10, 0, 0.1, 1],
    [27, 10, 0.1, 0.000_168_9],
    [5, 5, 1, 1],
  ] as const)('%i attempts, %i failed, at %d: %d', ([attempts, failures, at, chance]) => {
    expect(chanceOfAsMany({ attempts, failed: failures }, at)).toBeCloseTo(chance, 7)
  })
})
