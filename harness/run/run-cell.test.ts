import { expect, test } from 'vitest'
import { namedCell } from '../domain/cell.ts'
import type { Evidence } from '../domain/evidence.ts'
import { connects, type Expectation } from '../domain/expectation.ts'
import type { Attempt, Outcome } from '../domain/outcome.ts'
import { overloaded } from './outcome-of.ts'
import { isWorthReplay, resultOf } from './run-cell.ts'

const cell = namedCell({ scenario: 'direct', transport: 'quic-v1', dialer: 'a', listener: 'b', qualifiers: {} })
const known = { issue: 'https://example.org', reason: 'a race', stages: ['dial'] }
const failing: Expectation = { kind: 'known-failing', ...known }
const flaky: Expectation = { kind: 'known-flaky', ...known, atMost: 0.2 }

const evidence = {} as Evidence
const connected: Outcome = { kind: 'connected', lacks: [], evidence }
const partial: Outcome = { ...connected, lacks: [{ role: 'dialer', part: 'ping', message: 'reset' }] }
const failed: Outcome = { kind: 'failed', role: null, stage: 'dial', message: 'reset', fault: 'peer', evidence: null }
const mute: Outcome = { ...failed, role: 'dialer', stage: 'hello', fault: 'program' }

function tried(outcome: Outcome, programs: Attempt['programs'] = 'shared') {
  return { attempt: { number: 1, programs, outcome, timings: { connectMs: 3, chatMs: 5, wallMs: 9 } }, artifacts: [] }
}

test.for<readonly [string, Expectation, Outcome, Attempt['programs'], boolean]>([
  ['it connected', connects, connected, 'shared', false],
  ['it failed', connects, failed, 'shared', true],
  ['it failed alone already', connects, failed, 'isolated', true],
  ['parts of it failed', connects, partial, 'shared', true],
  ['it failed as it is known to', failing, failed, 'shared', false],
  ['it failed otherwise than it is known to', failing, { ...failed, stage: 'ping' }, 'shared', true],
  ['it failed as it does sometimes', flaky, failed, 'shared', true],
  ['it failed as it does nearly always', { ...flaky, atMost: 0.99 }, failed, 'shared', false],
  ['it failed otherwise than it nearly always does', { ...flaky, atMost: 0.99 }, mute, 'isolated', true],
  ['its peer says that it can not', connects, { kind: 'unsupported', by: 'dialer', message: 'no' }, 'shared', false],
  ['a shared program never said hello', connects, mute, 'shared', false],
  [
    'the machine was overloaded',
    connects,
    { kind: 'harness-error', message: `${overloaded}, 5 times` },
    'shared',
    true,
  ],
  ['the harness failed otherwise', connects, { kind: 'harness-error', message: 'TypeError' }, 'shared', false],
  ['it was not run', connects, { kind: 'not-run', cause: 'lab', message: 'no NAT' }, 'shared', false],
])('whether a cell is worth a replay: %s', ([, expectation, outcome, programs, worth]) => {
  expect(isWorthReplay({ cell, expectation }, tried(outcome, programs))).toBe(worth)
})

test('every attempt is kept, and the last one decides', () => {
  const first = { ...tried(failed), artifacts: [{ kind: 'log', role: 'dialer', path: 'cells/x/dialer.log' }] as const }
  const second = tried(connected, 'isolated')
  const result = resultOf({ cell, expectation: connects }, [first, second])
  expect(result).toMatchObject({ ...cell, verdict: 'flaky', outcome: connected, artifacts: first.artifacts })
  expect(result.attempts).toEqual([first.attempt, second.attempt])
})
