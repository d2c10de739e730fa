import { z } from 'zod'
import type { Expectation } from './expectation.ts'
import type { Attempt, Outcome } from './outcome.ts'

export const verdicts = [
  'pass',
  'known-failure',
  'known-flaky',
  'unsupported',
  'not-run',
  'flaky',
  'unexpected-pass',
  'fail',
  'error',
] as const

export const verdictSchema = z.enum(verdicts)

/** A cell's observed outcome compared with what was expected of it; docs/verdicts.md is the table. */
export type Verdict = z.infer<typeof verdictSchema>

export function judge(expectation: Expectation, attempts: readonly Attempt[]): Verdict {
  const decisive = decisiveOutcome(attempts)
  const earlierFailure = attempts.some(({ outcome }) => outcome.kind === 'failed')
  switch (decisive.kind) {
    case 'harness-error':
      return 'error'
    case 'not-run':
      return 'not-run'
    case 'unsupported':
      return expectation.kind === 'unsupported' ? 'unsupported' : 'fail'
    case 'failed':
      return judgeFailure(expectation, decisive.stage)
    case 'connected':
    case 'refused':
    case 'cut':
      return judgeSuccess(expectation, earlierFailure)
  }
}

/** The outcome that counts: that of the last attempt. */
export function decisiveOutcome(attempts: readonly Attempt[]): Outcome {
  return attempts.at(-1)?.outcome ?? { kind: 'harness-error', message: 'the cell was never attempted' }
}

function judgeFailure(expectation: Expectation, stage: string): Verdict {
  switch (expectation.kind) {
    case 'known-failing':
      return expectation.stage === undefined || expectation.stage === stage ? 'known-failure' : 'fail'
    case 'known-flaky':
      return 'known-flaky'
    case 'connects':
    case 'unsupported':
      return 'fail'
  }
}

function judgeSuccess(expectation: Expectation, earlierFailure: boolean): Verdict {
  switch (expectation.kind) {
    case 'connects':
      return earlierFailure ? 'flaky' : 'pass'
    case 'known-flaky':
      return earlierFailure ? 'known-flaky' : 'pass'
    case 'known-failing':
    case 'unsupported':
      return 'unexpected-pass'
  }
}

/** Whether a run with this verdict in it is as matrix.yaml expects. */
export function isExpected(verdict: Verdict): boolean {
  switch (verdict) {
    case 'pass':
    case 'known-failure':
    case 'known-flaky':
    case 'unsupported':
      return true
    case 'not-run':
    case 'flaky':
    case 'unexpected-pass':
    case 'fail':
    case 'error':
      return false
  }
}
