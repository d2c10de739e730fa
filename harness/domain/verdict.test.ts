import { describe, expect, test } from 'vitest'
import type { ConnectionEvidence, CutEvidence, RefusalEvidence } from './evidence.ts'
import type { Expectation } from './expectation.ts'
import type { Attempt, Outcome } from './outcome.ts'
import { decisiveOutcome, isExpected, judge, verdicts, type Verdict } from './verdict.ts'

const known = { issue: 'https://example.org/1', reason: 'a bug' }
const expectations = {
  connects: { kind: 'connects' },
  'known-failing': { kind: 'known-failing', ...known },
  'known-failing at dial': { kind: 'known-failing', stage: 'dial', ...known },
  'known-failing at gossip': { kind: 'known-failing', stage: 'gossip', ...known },
  'known-flaky': { kind: 'known-flaky', ...known },
  unsupported: { kind: 'unsupported', because: 'by-design', reason: 'browsers', link: 'https://example.org/2' },
} as const satisfies Record<string, Expectation>

const failed: Outcome = { kind: 'failed', role: 'dialer', stage: 'dial', message: 'connection refused' }
const connected: Outcome = { kind: 'connected', evidence: {} as ConnectionEvidence }
const unsupported: Outcome = { kind: 'unsupported', by: 'listener', message: 'no such transport' }
const notRun: Outcome = { kind: 'not-run', cause: 'missing', message: 'no compiler' }
const harnessError: Outcome = { kind: 'harness-error', message: 'a bug' }

const histories = {
  connected: [connected],
  'connected at last': [failed, connected],
  refused: [{ kind: 'refused', evidence: {} as RefusalEvidence }],
  cut: [{ kind: 'cut', evidence: {} as CutEvidence }],
  'failed at dial': [failed, failed],
  unsupported: [unsupported],
  'not run': [notRun],
  'interrupted after a failure': [failed, { kind: 'not-run', cause: 'interrupted', message: '' }],
  'harness error': [harnessError],
  'harness error after a failure': [failed, harnessError],
  nothing: [],
} as const satisfies Record<string, readonly Outcome[]>

type Row = Readonly<Record<keyof typeof expectations, Verdict>>
const always = (verdict: Verdict): Row => ({
  connects: verdict,
  'known-failing': verdict,
  'known-failing at dial': verdict,
  'known-failing at gossip': verdict,
  'known-flaky': verdict,
  unsupported: verdict,
})
const atFirst: Row = { ...always('unexpected-pass'), connects: 'pass', 'known-flaky': 'pass' }

/** What happened, against what was expected: the whole table of docs/verdicts.md. */
const table: Readonly<Record<keyof typeof histories, Row>> = {
  connected: atFirst,
  'connected at last': { ...always('unexpected-pass'), connects: 'flaky', 'known-flaky': 'known-flaky' },
  refused: atFirst,
  cut: atFirst,
  'failed at dial': {
    connects: 'fail',
    'known-failing': 'known-failure',
    'known-failing at dial': 'known-failure',
    'known-failing at gossip': 'fail',
    'known-flaky': 'known-flaky',
    unsupported: 'fail',
  },
  unsupported: { ...always('fail'), unsupported: 'unsupported' },
  'not run': always('not-run'),
  'interrupted after a failure': always('not-run'),
  'harness error': always('error'),
  'harness error after a failure': always('error'),
  nothing: always('error'),
}

describe('judge', () => {
  const rows = Object.keys(table) as (keyof typeof table)[]
  test.for(rows)('%s', (history) => {
    const attempts = histories[history].map(attemptOf)
    const judged = Object.entries(expectations).map(([name, expectation]) => [name, judge(expectation, attempts)])
    expect(Object.fromEntries(judged)).toEqual(table[history])
  })
})

test('the last attempt decides', () => {
  expect(decisiveOutcome([failed, connected].map(attemptOf))).toBe(connected)
  expect(decisiveOutcome([])).toEqual({ kind: 'harness-error', message: 'the cell was never attempted' })
})

test('what is as expected', () => {
  expect(verdicts.filter(isExpected)).toEqual(['pass', 'known-failure', 'known-flaky', 'unsupported'])
})

function attemptOf(outcome: Outcome, index: number): Attempt {
  const timings = { connectMs: null, chatMs: null, wallMs: 1 }
  return { number: index + 1, programs: index === 0 ? 'shared' : 'isolated', outcome, timings }
}
