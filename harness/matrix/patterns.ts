import { UserError } from '../domain/errors.ts'
import { quoted } from '../domain/quoted.ts'
import type { PlannedCell } from '../domain/run.ts'
import { compilePattern, compilePatterns } from './glob.ts'
import { nearMisses } from './near-misses.ts'

/** Patterns that match nothing and are explained; of the others there is only the number. */
const mostShown = 10

/** The planned cells that at least one of the patterns matches, in the plan's order; without patterns, all of them. */
export function selectCells(planned: readonly PlannedCell[], patterns: readonly string[]): readonly PlannedCell[] {
  if (patterns.length === 0) return planned
  const ids = planned.map(({ cell }) => cell.id)
  const idle = patterns.filter((pattern) => !ids.some(compilePattern(pattern)))
  if (idle.length > 0) {
    const lines = idle.slice(0, mostShown).map((pattern) => matchesNothing(pattern, ids))
    const more = idle.length > mostShown ? [`and ${idle.length - mostShown} more that match no cell`] : []
    throw new UserError([...lines, ...more].join('\n'), { hint: './connectivity plan lists every cell.' })
  }
  const matches = compilePatterns(patterns)
  return planned.filter(({ cell }) => matches(cell.id))
}

/** The message for a pattern that matches none of the ids. */
export function matchesNothing(pattern: string, ids: readonly string[]): string {
  const near = nearMisses(pattern, ids)
  const help = near.length > 0 ? `did you mean ${alternatives(near)}?` : `cells are named like ${ids[0]}`
  return `${quoted(pattern)} matches no cell; ${help}`
}

function alternatives(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' or ')
}
