import { describe, expect, test } from 'vitest'
import type { Cut, Evidence, Refusal } from './evidence.ts'
import type { Expectation } from './expectation.ts'
import type { Attempt, Outcome } from './outcome.ts'
import { isExpected, judge, verdicts, type Verdict } from './verdict.ts'

const known = { issue: 'https://example.org/1', reason: 'a bug' }
const expectations = {
  connects: { kind: 'connects' },
  'known-failing at dial': { kind: 'known-failing', stages: ['ping', 'dial'], ...known },
  'known-failing at gossip': { kind: 'known-failing', stages: ['gossip'], ...known },
  'known-flaky': { kind: 'known-flaky', stages: ['dial', 'identify'], atMost: 0.1, ...known },
  'known-partial': { kind: 'known-partial', lacks: [{ role: 'dialer', part: 'identify' }], ...known },
  unsupported: { kind: 'unsupported', because: 'by-design', reason: 'browsers', link: 'https://example.org/2' },
} as const satisfies Record<string, Expectation>

const failed: Outcome = {
  kind: 'failed',
  role: 'dialer',
  stage: 'dial',
  message: 'connection refused',
  fault: 'peer',
  evidence: null,
}
const failedElsewhere: Outcome = { ...failed, stage: 'connection' }
const died: Outcome = { ...failed, fault: 'program' }
const connected: Outcome = { kind: 'connected', lacks: [], evidence: {} as Evidence }
const identifyFailed = { role: 'dialer', part: 'identify', message: 'lost' } as const
const partial: Outcome = { ...connected, lacks: [identifyFailed] }
const otherPart: Outcome = { ...connected, lacks: [{ ...identifyFailed, role: 'listener', part: 'ping' }] }
const moreParts: Outcome = { ...connected, lacks: [identifyFailed, { ...identifyFailed, part: 'ping' }] }
const unsupported: Outcome = { kind: 'unsupported', by: 'listener', message: 'no such transport' }
const notRun: Outcome = { kind: 'not-run', cause: 'missing', message: 'no compiler' }
const harnessError: Outcome = { kind: 'harness-error', message: 'a bug' }

const histories = {
  connected: [connected],
  'connected at last': [failed, connected],
  'connected after another failure': [failedElsewhere, connected],
  'connected after a program died': [died, connected],
  refused: [{ kind: 'refused', refusal: {} as Refusal, evidence: {} as Evidence }],
  cut: [{ kind: 'cut', cut: {} as Cut, evidence: {} as Evidence }],
  partial: [partial],
  'partial in another part': [otherPart],
  'partial in more parts': [moreParts],
  'whole after a partial attempt': [partial, connected],
  'partial after a failure': [failedElsewhere, partial],
  'failed at dial': [failed, failed],
  'failed elsewhere': [failedElsewhere],
  'failed at dial after another failure': [failedElsewhere, failed],
  'failed at dial as a program died': [died, died],
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
  'known-failing at dial': verdict,
  'known-failing at gossip': verdict,
  'known-flaky': verdict,
  'known-partial': verdict,
  unsupported: verdict,
})
const atFirst: Row = { ...always('unexpected-pass'), connects: 'pass', 'known-flaky': 'pass' }
const afterwards: Row = { ...always('unexpected-pass'), connects: 'flaky', 'known-flaky': 'flaky' }

/** What happened, against what was expected: the whole table of docs/verdicts.md. */
const table: Readonly<Record<keyof typeof histories, Row>> = {
  connected: atFirst,
  'connected at last': { ...afterwards, 'known-flaky': 'known-flaky' },
  'connected after another failure': afterwards,
  'connected after a program died': afterwards,
  refused: atFirst,
  cut: atFirst,
  partial: { ...always('partial'), 'known-partial': 'known-partial', 'known-flaky': 'known-flaky' },
  'partial in another part': always('partial'),
  'partial in more parts': always('partial'),
  'whole after a partial attempt': { ...afterwards, 'known-flaky': 'known-flaky' },
  'partial after a failure': { ...always('partial'), 'known-partial': 'flaky', 'known-flaky': 'flaky' },
  'failed at dial': {
    ...always('fail'),
    'known-failing at dial': 'known-failure',
    'known-flaky': 'known-flaky',
  },
  'failed elsewhere': always('fail'),
  'failed at dial after another failure': {
    ...always('fail'),
    'known-failing at dial': 'flaky',
    'known-flaky': 'flaky',
  },
  'failed at dial as a program died': always('fail'),
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

test('of several known parts, one that works makes the entry stale', () => {
  const lacks = [
    { role: 'dialer', part: 'identify' },
    { role: 'listener', part: 'ping' },
  ] as const
  expect(judge({ kind: 'known-partial', lacks, ...known }, [attemptOf(partial, 0)])).toBe('unexpected-pass')
})

test('what is as expected', () => {
  expect(verdicts.filter(isExpected)).toEqual(['pass', 'known-partial', 'known-failure', 'known-flaky', 'unsupported'])
})

function attemptOf(outcome: Outcome, index: number): Attempt {
  const timings = { connectMs: null, chatMs: null, wallMs: 1 }
  return { number: index + 1, programs: index === 0 ? 'shared' : 'isolated', outcome, timings }
}
