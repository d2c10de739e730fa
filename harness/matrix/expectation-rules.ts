import * as z from 'zod'
import { neverExcused, type Expectation } from '../domain/expectation.ts'
import { ends, parts, type PartOfEnd } from '../domain/part.ts'
import { quoted } from '../domain/quoted.ts'
import { stages } from '../domain/stage.ts'
import type { ExpectationRule } from './matrix.ts'
import { nearestName } from '../yaml/names.ts'
import { link, list, name, record, sentence, text } from '../yaml/schema-parts.ts'
import type { Fragment } from '../yaml/fragment.ts'

const kinds = ['unsupported', 'known-partial', 'known-flaky', 'known-failing'] as const
type Kind = (typeof kinds)[number]

const aPattern = 'write a pattern such as direct/*/go:*'
const aRule = 'a rule is a map; write - { cells: …, known-failing: https://…, stages: [dial], reason: … }'
const aRate = 'write how many of all attempts fail at most, between 0 and 1, such as 0.2 for one in five'
const aLack = 'write the parts that fail at each end, such as { dialer: [identify] }'

const common = {
  cells: z.preprocess(
    (cells) => (typeof cells === 'string' ? [cells] : cells),
    list('cells', text('a pattern', aPattern), aPattern),
  ),
  reason: sentence('reason', 'say in a sentence why'),
}

const stage = name('stage', stages).refine((written) => !neverExcused.includes(written), {
  error: ({ input }) => `${quoted(String(input))} is never excused; name a stage of the cell itself, such as dial`,
})
const failures = {
  stages: list('stages', stage, 'name the stages at which it fails, such as [dial]'),
  message: text('message', 'write what the message of the failure has in it, or remove it').optional(),
}
/** Every scalar of the file is text. */
const atMost = text('atMost', aRate)
  .refine((written) => Number(written) > 0 && Number(written) < 1, {
    error: ({ input }) => `atMost is ${quoted(String(input))}; ${aRate}`,
  })
  .transform(Number)

const unsupportedRule = record(
  { ...common, unsupported: name('kind of unsupported', ['by-design', 'not-implemented']), link: link('link') },
  aRule,
)
const flakyRule = record({ ...common, 'known-flaky': link('known-flaky'), ...failures, atMost }, aRule)
const failingRule = record({ ...common, 'known-failing': link('known-failing'), ...failures }, aRule)
const partialRule = record({ ...common, 'known-partial': link('known-partial'), lacks: z.unknown().optional() }, aRule)
const failingParts = list('parts', name('part', parts), aLack).optional()
const lacksOfEnds = record({ dialer: failingParts, listener: failingParts }, `lacks must be a map; ${aLack}`)
const anyRule = record(
  {
    ...common,
    unsupported: z.unknown().optional(),
    'known-partial': z.unknown().optional(),
    'known-flaky': z.unknown().optional(),
    'known-failing': z.unknown().optional(),
    stages: z.unknown().optional(),
    message: z.unknown().optional(),
    atMost: z.unknown().optional(),
    lacks: z.unknown().optional(),
    link: z.unknown().optional(),
  },
  aRule,
)

export function readExpectationRules(fragment: Fragment): ExpectationRule[] {
  return fragment.items('expect must be a list that is not empty; add a rule, or remove expect').flatMap(readRule)
}

function readRule(rule: Fragment): ExpectationRule[] {
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

/** Complains about what else is wrong in a rule that has no kind, or several. */
function rejectKinds(rule: Fragment, several: boolean): void {
  rule.read(anyRule)
  // A misspelt one has been complained about already.
  const attempted = !several && rule.keys.some((key) => nearestName(key, kinds) !== undefined)
  const what = several ? 'more than one expectation' : 'no expectation'
  if (rule.keys.length > 0 && !attempted) rule.complain(`${what}; keep exactly one of ${kinds.join(', ')}`)
}

type Reading = { readonly cells: readonly string[]; readonly expectation: Expectation } | undefined

const readers: Record<Kind, (rule: Fragment) => Reading> = {
  unsupported(rule) {
    const read = rule.read(unsupportedRule)
    if (read === undefined) return undefined
    const { cells, unsupported: because, reason, link } = read
    return { cells, expectation: { kind: 'unsupported', because, reason, link } }
  },
  'known-partial'(rule) {
    const read = rule.read(partialRule)
    const lacks = readLacks(rule)
    if (read === undefined || lacks === undefined) return undefined
    const { cells, 'known-partial': issue, reason } = read
    return { cells, expectation: { kind: 'known-partial', issue, reason, lacks } }
  },
  'known-flaky'(rule) {
    const read = rule.read(flakyRule)
    if (read === undefined) return undefined
    const { cells, 'known-flaky': issue, reason, stages, message, atMost } = read
    return { cells, expectation: { kind: 'known-flaky', issue, reason, stages, ...optional({ message }), atMost } }
  },
  'known-failing'(rule) {
    const read = rule.read(failingRule)
    if (read === undefined) return undefined
    const { cells, 'known-failing': issue, reason, stages, message } = read
    return { cells, expectation: { kind: 'known-failing', issue, reason, stages, ...optional({ message }) } }
  },
}

function readLacks(rule: Fragment): PartOfEnd[] | undefined {
  if (!rule.keys.includes('lacks')) {
    rule.complain(`missing lacks; ${aLack}`)
    return undefined
  }
  const fragment = rule.at('lacks')
  const read = fragment.read(lacksOfEnds)
  if (read === undefined) return undefined
  const lacks = ends.flatMap((role) => (read[role] ?? []).map((part) => ({ role, part })))
  if (lacks.length > 0) return lacks
  fragment.complain(`lacks is empty; ${aLack}`)
  return undefined
}

function optional({ message }: { message: string | undefined }): { message?: string } {
  return message === undefined ? {} : { message }
}
