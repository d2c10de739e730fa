import * as z from 'zod'
import { quoted } from '../domain/quoted.ts'
import { unknownName } from './names.ts'
import type { Message } from './complaints.ts'

/** Text that must be there; `fix` says what to write. */
export function text(what: string, fix: string) {
  return anyText(what, fix)
    .trim()
    .refine((written) => written !== '', { error: `${what} is empty; ${fix}`, abort: true })
}

/** Text for people, as one line however it is written. */
export function sentence(what: string, fix: string) {
  return text(what, fix).transform((written) => written.replaceAll(/\s+/g, ' '))
}

/** Text as it is written, which may be empty; `fix` says what to write where there is none. */
export function anyText(what: string, fix: string) {
  return z.string({
    error: ({ input }) => `${input === undefined ? `missing ${what}` : `${what} must be text`}; ${fix}`,
  })
}

/** A list of at least one; `fix` says what to write. */
export function list<T extends z.ZodType>(what: string, element: T, fix: string) {
  return z
    .array(element, { error: ({ input }) => notAList(what, input, fix) })
    .refine((items) => items.length > 0, `${what} is empty; ${fix}`)
}

function notAList(what: string, input: unknown, fix: string): string {
  if (input === undefined) return `missing ${what}; ${fix}`
  const repair = typeof input === 'string' && input !== '' ? `write [${quoted(input).slice(1, -1)}]` : fix
  return `${what} must be a list; ${repair}`
}

/** One of the known names. */
export function name<const T extends string>(kind: string, known: readonly T[]) {
  const names = new Set<unknown>(known)
  const explain = (input: unknown) => wrongName(kind, input, known)
  return z.custom<T>((input) => names.has(input), { abort: true, params: { explain } })
}

function wrongName(kind: string, input: unknown, known: readonly string[]): string {
  if (typeof input === 'string' && input !== '') return unknownName(kind, input, known)
  const what = input === undefined || input === null || input === '' ? `missing ${kind}` : `${kind} must be text`
  return `${what}; use one of ${known.join(', ')}`
}

/** What is wrong with the input. Names are compared with the known ones only if somebody wants to read about it. */
export function explanationOf(issue: z.core.$ZodIssue, input: unknown): Message {
  const explain = issue.code === 'custom' ? (issue.params?.['explain'] as Explain | undefined) : undefined
  return explain === undefined ? issue.message : () => explain(input)
}

type Explain = (input: unknown) => string

/** A link that a reader can follow: to upstream, or to a section of this project's own analysis. */
export function link(what: string) {
  const fix = 'give the https:// address of the upstream issue, or a section such as docs/upstream.md#its-heading'
  return text(what, fix).refine(isLink, { error: ({ input }) => `${quoted(String(input))} is not a link; ${fix}` })
}

function isLink(address: string): boolean {
  if (/\s/.test(address)) return false
  return URL.parse(address)?.protocol === 'https:' || /^[\w./-]+\.md#[\w-]+$/.test(address)
}

/** A map with these keys and no others; `otherwise` is the problem if it is something else. */
export function record<T extends z.ZodRawShape>(shape: T, otherwise: string) {
  return z.strictObject(shape, otherwise)
}

/** The keys of the record that the schema has at the path. */
export function keysKnownAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const inner = unwrapped(schema)
  if (path.length === 0) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
  const [step, ...rest] = path
  if (inner instanceof z.ZodObject) return keysKnownAt(inner.shape[step as string] as z.ZodType, rest)
  return inner instanceof z.ZodArray ? keysKnownAt(inner.element as z.ZodType, rest) : []
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) return unwrapped(schema.out as z.ZodType)
  const wrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
  return wrapped ? unwrapped(schema.unwrap() as z.ZodType) : schema
}
