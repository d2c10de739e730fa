import type { CellReport, RunResults, Summary } from '../domain/results.ts'
import { type Verdict, verdicts } from '../domain/verdict.ts'
import { plainLine } from '../domain/plain-text.ts'
import { formatMs } from './duration.ts'

export function summarize(planned: number, cells: readonly Pick<CellReport, 'verdict'>[]): Summary {
  return { planned, reported: cells.length, byVerdict: countByVerdict(cells.map((cell) => cell.verdict)) }
}

export function countByVerdict(given: readonly Verdict[]): Record<Verdict, number> {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const verdict of given) counts[verdict]++
  return counts
}

/** Such as `49 pass, 14 unsupported`: only what there is. */
export function verdictCounts(byVerdict: Readonly<Record<Verdict, number>>): string {
  return verdicts
    .filter((verdict) => byVerdict[verdict] > 0)
    .map((verdict) => `${byVerdict[verdict]} ${verdict}`)
    .join(', ')
}

/** Such as `63 planned, 63 reported: 49 pass, 14 unsupported · 4.2 s · namespaces`. */
export function summaryLine({ run, summary, problems }: RunResults): string {
  const counts = verdictCounts(summary.byVerdict) || 'nothing'
  const parts = [`${summary.planned} planned, ${summary.reported} reported: ${counts}`]
  if (problems.length > 0) parts.push(problems.length === 1 ? '1 problem' : `${problems.length} problems`)
  if (run.wallMs !== null) parts.push(formatMs(run.wallMs))
  parts.push(plainLine(run.lab.name))
  const state = howItEnded(run)
  return state === null ? parts.join(' · ') : `${state} · ${parts.join(' · ')}`
}

/** `null`: the run is complete. */
export function howItEnded(run: RunResults['run']): string | null {
  if (run.interrupted) return 'INTERRUPTED'
  return run.complete ? null : 'INCOMPLETE'
}
