import type { Bug } from './bug.ts'
import type { Rate, Verdict } from './judge.ts'

export interface Result {
  readonly bug: Bug
  readonly verdict: Verdict
  readonly rate?: Rate | null
  readonly why?: string
}

const head = ['reproduction', 'affects', 'seen', 'if fixed', 'verdict']

/** A line for each, and one that sums up. */
export function resultTable(results: readonly Result[]): string {
  const rows = [head, ...results.map(rowOf)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...lines, '', summary(results)].join('\n')
}

function rowOf({ bug, verdict, rate, why }: Result): string[] {
  const seen = rate == null ? ['–', '–'] : [`${rate.seen} of ${rate.of}`, `0 of ${rate.of}`]
  return [bug.name, bug.affects, ...seen, why === undefined ? verdict : `${verdict}: ${why}`]
}

function summary(results: readonly Result[]): string {
  const counts = Map.groupBy(results, ({ verdict }) => verdict)
  return [...counts].map(([verdict, some]) => `${some.length} ${verdict}`).join(', ')
}
