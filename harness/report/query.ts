/**
 * The query language of the site and of `connectivity results`: words that all have to hold. `field:value`, where the
 * value may have `*` for anything and `,` for or; `-` before a word turns it round; a word without a field occurs in
 * the cell's id or in what was seen. Such as `dialer:firefox verdict:fail,flaky -transport:ws* "connection reset"`.
 */
import { occursIn } from '../domain/excuse.ts'
import { qualifierNames, type Qualifiers } from '../domain/qualifier.ts'
import { isExpected, type Verdict } from '../domain/verdict.ts'

/** What can be asked of a cell. */
export interface Queried {
  readonly id: string
  readonly scenario: string
  readonly transport: string
  readonly dialer: string
  readonly listener: string
  readonly qualifiers: Qualifiers
  readonly verdict: Verdict
  readonly outcome: string
  /** Where it failed, if it did. */
  readonly stage: string | null
  /** What was seen, in words. */
  readonly saw: string
}

type Field = (cell: Queried) => readonly string[]

const fields: Readonly<Record<string, Field>> = {
  id: ({ id }) => [id],
  scenario: ({ scenario }) => [scenario],
  transport: ({ transport }) => [transport],
  dialer: ({ dialer }) => [dialer],
  listener: ({ listener }) => [listener],
  implementation: ({ dialer, listener, qualifiers }) => [dialer, listener, qualifiers.via ?? ''],
  verdict: ({ verdict }) => [verdict],
  is: ({ verdict }) => [isExpected(verdict) ? 'expected' : 'unexpected'],
  outcome: ({ outcome }) => [outcome],
  stage: ({ stage }) => (stage === null ? [] : [stage]),
  saw: ({ saw }) => [saw],
  ...Object.fromEntries(
    qualifierNames.map((name): [string, Field] => [name, ({ qualifiers }) => [qualifiers[name] ?? '']]),
  ),
}

export const queryFields = Object.keys(fields)

/** Whether a cell is what the query asks for. A word with a colon that begins with no field is text: `go:rust`. */
export function parseQuery(text: string): (cell: Queried) => boolean {
  const tests = wordsOf(text).map(readWord)
  return (cell) => tests.every((test) => test(cell))
}

/** Spaces part words, but not within double quotes. */
function wordsOf(text: string): string[] {
  return text.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []
}

function readWord(word: string): (cell: Queried) => boolean {
  const negated = word.startsWith('-')
  const asked = negated ? word.slice(1) : word
  const [, name = '', value = ''] = /^([a-z]+):(.*)$/s.exec(asked) ?? []
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  const test = field === undefined ? occurs(unquoted(asked)) : anyOf(field, unquoted(value).split(','))
  return (cell) => test(cell) !== negated
}

function occurs(text: string) {
  const wanted = text.toLowerCase()
  return ({ id, saw }: Queried) => id.toLowerCase().includes(wanted) || saw.toLowerCase().includes(wanted)
}

function anyOf(field: Field, wanted: readonly string[]) {
  return (cell: Queried) => field(cell).some((value) => wanted.some((pattern) => isLike(pattern, value)))
}

/** The whole value is like the pattern, whose `*` stand for anything. */
function isLike(pattern: string, value: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*')
  const text = value.toLowerCase()
  const last = rest.at(-1)
  if (last === undefined) return text === first
  const middle = text.slice(first.length, text.length - last.length)
  const fits = text.length >= first.length + last.length
  return fits && text.startsWith(first) && text.endsWith(last) && occursIn(rest.slice(0, -1).join('*'), middle)
}

function unquoted(text: string): string {
  return text.replaceAll('"', '')
}
