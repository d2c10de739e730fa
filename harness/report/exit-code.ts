import type { RunResults } from '../domain/results.ts'
import type { Verdict } from '../domain/verdict.ts'

/** What a shell learns of a run; docs/verdicts.md says it in words. 2 (usage) is said before there is a run. */
export const exitCodes = { asExpected: 0, unexpected: 1, usage: 2, harness: 3, interrupted: 130 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/**
 * The gravest thing first: a run that can't be trusted says so before it says what it found. `written`: whether its log
 * and reports are on disk; a run that leaves no trace must not look green, but what it found counts more.
 */
export function exitCode(
  { run, summary, problems }: Pick<RunResults, 'run' | 'summary' | 'problems'>,
  { written = true }: { readonly written?: boolean } = {},
): ExitCode {
  const any = (...verdicts: Verdict[]) => verdicts.some((verdict) => summary.byVerdict[verdict] > 0)
  if (run.interrupted) return exitCodes.interrupted
  if (!run.complete || any('error')) return exitCodes.harness
  if (any('fail', 'partial', 'flaky', 'unexpected-pass') || problems.length > 0) return exitCodes.unexpected
  if (any('not-run') || !written) return exitCodes.harness
  return exitCodes.asExpected
}
