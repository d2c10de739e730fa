import { misfiled } from '../domain/misfiled.ts'
import { tally } from '../domain/rate.ts'
import type { CellReport } from '../domain/results.ts'
import type { Problem } from '../domain/run.ts'

/**
 * The known-flaky rules whose cells failed far more often in this run than the rule allows: something else is the
 * cause, and the rule must not hide it. One cell of a rare race says little, so all cells of a rule are taken together.
 */
export function overruns(cells: readonly CellReport[]): Problem[] {
  return [...Map.groupBy(cells, ({ expectation }) => JSON.stringify(expectation)).values()].flatMap(ofRule)
}

function ofRule(cells: readonly CellReport[]): Problem[] {
  const expectation = cells[0]?.expectation
  if (expectation?.kind !== 'known-flaky') return []
  const seen = tally(cells.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome)))
  if (!['fails-too-often', 'always-fails'].includes(misfiled(expectation, seen) ?? '')) return []
  const message =
    `${seen.failed} of ${seen.attempts} attempts failed at cells that are known-flaky, such as ${cells[0]?.id}, ` +
    `where at most ${expectation.atMost} of them should: ${expectation.reason}`
  return [{ program: 'matrix.yaml', message }]
}
