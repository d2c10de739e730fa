import type { Expectation } from '../domain/expectation.ts'
import { partName } from '../domain/part.ts'
import type { PlannedCell } from '../domain/run.ts'

export function planAsJson(planned: readonly PlannedCell[]): string {
  const cells = planned.map(({ cell, expectation }) => ({ ...cell, expectation }))
  return `${JSON.stringify(cells, null, 2)}\n`
}

/** A line for each cell, and a last one that counts them; `total`: how many cells the whole matrix has. */
export function planAsText(planned: readonly PlannedCell[], total: number): string {
  const width = Math.max(...planned.map(({ cell }) => cell.id.length))
  const lines = planned.map(({ cell, expectation }) => {
    const note = describe(expectation)
    return note === null ? cell.id : `${cell.id.padEnd(width)}  ${note}`
  })
  return [...lines, '', summary(planned, total), ''].join('\n')
}

/** `null`: it connects, as a cell does unless matrix.yaml says something else. */
function describe(expectation: Expectation): string | null {
  switch (expectation.kind) {
    case 'connects':
      return null
    case 'known-failing':
      return `known-failing (${expectation.stages.join(', ')}): ${expectation.reason} ${expectation.issue}`
    case 'known-partial':
      return `known-partial (no ${expectation.lacks.map(partName).join(', ')}): ${expectation.reason} ${expectation.issue}`
    case 'known-flaky':
      return `known-flaky (at most ${expectation.atMost}): ${expectation.reason} ${expectation.issue}`
    case 'unsupported':
      return `unsupported (${expectation.because}): ${expectation.reason} ${expectation.link}`
  }
}

const countLabels: Record<Expectation['kind'], string> = {
  connects: 'should connect',
  'known-partial': 'known-partial',
  'known-flaky': 'known-flaky',
  'known-failing': 'known-failing',
  unsupported: 'unsupported',
}

function summary(planned: readonly PlannedCell[], total: number): string {
  const counts = Object.entries(countLabels)
    .map(([kind, label]) => ({ label, count: planned.filter(({ expectation }) => expectation.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ count, label }) => `${count} ${label}`)
  const cells = planned.length === total ? `${total} cells` : `${planned.length} of ${total} cells`
  return `${cells}: ${counts.join(', ')}`
}
