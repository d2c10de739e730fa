import { z } from 'zod'
import { excuses } from './excuse.ts'
import type { Expectation } from './expectation.ts'
import type { Attempt, Outcome } from './outcome.ts'
import { partName, sameParts, type Lack, type PartOfEnd } from './part.ts'

export const verdicts = [
  'pass',
  'known-partial',
  'known-failure',
  'known-flaky',
  'unsupported',
  'not-run',
  'flaky',
  'unexpected-pass',
  'partial',
  'fail',
  'error',
] as const

export const verdictSchema = z.enum(verdicts)

/** A cell's observed outcome compared with what was expected of it; docs/verdicts.md is the table. */
export type Verdict = z.infer<typeof verdictSchema>

export function judge(expectation: Expectation, attempts: readonly Attempt[]): Verdict {
  const judged = attempts.map(({ outcome }) => judgeOutcome(expectation, outcome))
  const last = judged.at(-1) ?? 'error'
  const earlier = judged.slice(0, -1)
  if (isExpected(last) && earlier.some((verdict) => verdict === 'fail' || verdict === 'partial')) return 'flaky'
  return last === 'pass' && earlier.includes('known-flaky') ? 'known-flaky' : last
}

/** One attempt, as if it were the only one. */
function judgeOutcome(expectation: Expectation, outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case 'harness-error':
      return 'error'
    case 'not-run':
      return 'not-run'
    case 'unsupported':
      return expectation.kind === 'unsupported' ? 'unsupported' : 'fail'
    case 'failed':
      return judgeFailure(expectation, outcome)
    case 'connected':
      return outcome.lacks.length === 0 ? judgeSuccess(expectation) : judgePartial(expectation, outcome.lacks)
    case 'refused':
    case 'cut':
      return judgeSuccess(expectation)
  }
}

function judgeFailure(expectation: Expectation, failure: Extract<Outcome, { kind: 'failed' }>): Verdict {
  switch (expectation.kind) {
    case 'known-failing':
      return excuses(expectation, failure) ? 'known-failure' : 'fail'
    case 'known-flaky':
      return excuses(expectation, failure) ? 'known-flaky' : 'fail'
    case 'connects':
    case 'known-partial':
    case 'unsupported':
      return 'fail'
  }
}

/** It connects and chats, but some parts failed. */
function judgePartial(expectation: Expectation, lacks: readonly Lack[]): Verdict {
  switch (expectation.kind) {
    case 'known-partial':
      return judgeKnownParts(expectation.lacks, lacks)
    case 'known-flaky':
      return lacks.every(({ part, message }) => excuses(expectation, { stage: part, message, fault: 'peer' }))
        ? 'known-flaky'
        : 'partial'
    case 'connects':
    case 'known-failing':
    case 'unsupported':
      return 'partial'
  }
}

/** Listed parts that work are as stale an entry as a listed cell that does. */
function judgeKnownParts(known: readonly PartOfEnd[], lacks: readonly Lack[]): Verdict {
  if (sameParts(known, lacks)) return 'known-partial'
  const names = new Set(known.map(partName))
  return lacks.every((lack) => names.has(partName(lack))) ? 'unexpected-pass' : 'partial'
}

function judgeSuccess(expectation: Expectation): Verdict {
  switch (expectation.kind) {
    case 'connects':
    case 'known-flaky':
      return 'pass'
    case 'known-failing':
    case 'known-partial':
    case 'unsupported':
      return 'unexpected-pass'
  }
}

/** Whether a run with this verdict in it is as matrix.yaml expects. */
export function isExpected(verdict: Verdict): boolean {
  switch (verdict) {
    case 'pass':
    case 'known-partial':
    case 'known-failure':
    case 'known-flaky':
    case 'unsupported':
      return true
    case 'not-run':
    case 'flaky':
    case 'unexpected-pass':
    case 'partial':
    case 'fail':
    case 'error':
      return false
  }
}
