import * as z from 'zod'
import type { Expectation } from '../domain/expectation.ts'
import { stages } from '../domain/stage.ts'
import type { ExpectationRule } from './matrix.ts'
import { nearestName } from '../yaml/names.ts'
import { link, list, name, record, text } from '../yaml/schema-parts.ts'
import type { Section } from '../yaml/section.ts'

const kinds = ['unsupported', 'known-flaky', 'known-failing'] as const
type Kind = (typeof kinds)[number]

const aPattern = 'write a pattern such as direct/*/go:*'
const aRule = 'a rule is a map; write - { cells: …, known-flaky: https://…, reason: … }'

const common = {
  cells: z.preprocess(
    (cells) => (typeof cells === 'string' ? [cells] : cells),
    list('cells', text('a pattern', aPattern), aPattern),
  ),
  reason: text('reason', 'say in a sentence why'),
}
const stage = name('stage', stages).optional()

const unsupportedRule = record(
  { ...common, unsupported: name('kind of unsupported', ['by-design', 'not-implemented']), link: link('link') },
  aRule,
)
const flakyRule = record({ ...common, 'known-flaky': link('known-flaky') }, aRule)
const failingRule = record({ ...common, 'known-failing': link('known-failing'), stage }, aRule)
const anyRule = record(
  {
    ...common,
    unsupported: z.unknown().optional(),
    'known-flaky': z.unknown().optional(),
    'known-failing': z.unknown().optional(),
    stage: z.unknown().optional(),
    link: z.unknown().optional(),
  },
  aRule,
)

export function readExpectationRules(section: Section): ExpectationRule[] {
  return section.items('expect must be a list that is not empty; add a rule, or remove expect').flatMap(readRule)
}

function readRule(rule: Section): ExpectationRule[] {
  const [kind, ...more] = kinds.filter((key) => rule.keys.includes(key))
  if (kind === undefined || more.length > 0) {
    rejectKinds(rule, more.length > 0)
    return []
  }
  const read = readers[kind](rule)
  if (read === undefined) return []
  const patterns = read.cells.map((pattern, index) => ({ pattern, place: rule.at('cells', index).place }))
  return [{ place: rule.place, patterns, expectation: read.expectation }]
}

/** Tells what else is wrong in a rule that can't be read for want of one kind. */
function rejectKinds(rule: Section, several: boolean): void {
  rule.read(anyRule)
  // Misspelt, it has been told already.
  const attempted = !several && rule.keys.some((key) => nearestName(key, kinds) !== undefined)
  const what = several ? 'more than one expectation' : 'no expectation'
  if (rule.keys.length > 0 && !attempted) rule.complain(`${what}; keep exactly one of ${kinds.join(', ')}`)
}

type Reading = { readonly cells: readonly string[]; readonly expectation: Expectation } | undefined

const readers: Record<Kind, (rule: Section) => Reading> = {
  unsupported(rule) {
    const read = rule.read(unsupportedRule)
    if (read === undefined) return undefined
    const { cells, unsupported: because, reason, link } = read
    return { cells, expectation: { kind: 'unsupported', because, reason, link } }
  },
  'known-flaky'(rule) {
    const read = rule.read(flakyRule)
    if (read === undefined) return undefined
    const { cells, 'known-flaky': issue, reason } = read
    return { cells, expectation: { kind: 'known-flaky', issue, reason } }
  },
  'known-failing'(rule) {
    const read = rule.read(failingRule)
    if (read === undefined) return undefined
    const { cells, 'known-failing': issue, reason, stage } = read
    return { cells, expectation: { kind: 'known-failing', issue, reason, ...(stage === undefined ? {} : { stage }) } }
  },
}
