import { parseCellId } from '../domain/cell.ts'
import { scenarioOf } from '../scenarios/scenarios.ts'
import { compilePattern, compilePatterns } from './glob.ts'
import type { ExpectationRule } from './matrix.ts'
import { matchesNothing } from './patterns.ts'
import type { Complaint } from '../yaml/complaints.ts'

/** Rules and patterns that decide nothing: they are stale, misspelt or in the wrong order. */
export function idleRules(rules: readonly ExpectationRule[], ids: readonly string[]): Complaint[] {
  const decidedOn = new Map<string, number>()
  return rules.flatMap((rule) => {
    const matched = ids.filter(compilePatterns(rule.patterns.map(({ pattern }) => pattern)))
    const lines = matched.map((id) => decidedOn.get(id))
    for (const id of matched) decidedOn.set(id, decidedOn.get(id) ?? rule.place.line)
    return [...idlePatterns(rule, ids), ...hiddenRule(rule, lines), ...impossibleStages(rule, matched)]
  })
}

function idlePatterns({ patterns }: ExpectationRule, ids: readonly string[]): Complaint[] {
  return patterns
    .filter(({ pattern }) => !ids.some(compilePattern(pattern)))
    .map(({ pattern, place }) => ({ place, message: () => matchesNothing(pattern, ids) }))
}

/** `lines`: for each cell that the rule matches, that of the earlier rule which has decided it, if any. */
function hiddenRule({ place }: ExpectationRule, lines: readonly (number | undefined)[]): Complaint[] {
  const deciders = lines.filter((line) => line !== undefined)
  if (lines.length === 0 || deciders.length < lines.length) return []
  const earlier = [...new Set(deciders)].toSorted((a, b) => a - b)
  const rules = earlier.length === 1 ? 'the rule on line' : 'the rules on lines'
  const decided = `every cell of this rule is already decided by ${rules} ${earlier.join(' and ')}`
  return [{ place, message: `${decided}; move it up, or remove it` }]
}

/** A rule for a stage that none of its cells gets to would never excuse anything. */
function impossibleStages({ place, expectation }: ExpectationRule, matched: readonly string[]): Complaint[] {
  if (!('stages' in expectation) || matched.length === 0) return []
  const cells = matched.map(parseCellId).filter((cell) => cell !== null)
  const possible = new Set<string>(['evidence', ...cells.flatMap((cell) => scenarioOf(cell).stages)])
  const impossible = expectation.stages.filter((stage) => !possible.has(stage))
  if (impossible.length === 0) return []
  const known = [...possible].join(', ')
  return [{ place, message: `no cell of this rule gets to ${impossible.join(' or ')}; name one of ${known}` }]
}
