import type { CellReport } from '../domain/results.ts'
import { isExpected } from '../domain/verdict.ts'
import type { Published } from './writer.ts'

/**
 * The cells that are not as expected and were when they were last played; without a history, all that are not. What
 * could not be run says nothing about anybody.
 */
export function regressions({ results, history }: Published): CellReport[] {
  return results.cells.filter(({ id, verdict }) => {
    if (isExpected(verdict) || verdict === 'not-run') return false
    const before = history.cells
      .get(id)
      ?.strip.slice(0, -1)
      .findLast((one) => one !== null && one !== 'not-run')
    return before === undefined || before === null || isExpected(before)
  })
}
