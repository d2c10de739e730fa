import * as z from 'zod'
import { unknownName } from './names.ts'

/** Text that must be there; `fix` says what to write. */
export function text(what: string, fix: string) {
  return z
    .string({ error: ({ input }) => `${input === undefined ? `missing ${what}` : `${what} must be text`}; ${fix}` })
    .trim()
    .refine((written) => written !== '', { error: `${what} is empty; ${fix}`, abort: true })
}

/** A list of at least one; `fix` says what to write. */
export function list<T extends z.ZodType>(what: string, element: T, fix: string) {
  return z
    .array(element, { error: ({ input }) => noList(what, input, fix) })
    .refine((items) => items.length > 0, `${what} is empty; ${fix}`)
}

function noList(what: string, input: unknown, fix: string): string {
  if (input === undefined) return `missing ${what}; ${fix}`
  const repair = typeof input === 'string' && input !== '' ? `write [${input}]` : fix
  return `${what} must be a list; ${repair}`
}

/** One of the known names. */
export function name<const T extends string>(kind: string, known: readonly T[]) {
  return z.enum(known, { error: ({ input }) => wrongName(kind, input, known) })
}

function wrongName(kind: string, input: unknown, known: readonly string[]): string {
  if (typeof input === 'string' && input !== '') return unknownName(kind, input, known)
  const what = input === undefined || input === '' ? `missing ${kind}` : `${kind} must be text`
  return `${what}; use one of ${known.join(', ')}`
}

/** A link that a reader can follow: to upstream, or to a section of this project's own analysis. */
export function link(what: string) {
  const fix = 'give the https:// address of the upstream issue, or a section such as docs/upstream.md#its-heading'
  return text(what, fix).refine(isLink, { error: ({ input }) => `"${String(input)}" is no link; ${fix}` })
}

function isLink(address: string): boolean {
  return URL.parse(address)?.protocol === 'https:' || /^[\w./-]+\.md#[\w-]+$/.test(address)
}

/** A map with these keys and no others; `otherwise` is the problem if it is something else. */
export function record<T extends z.ZodRawShape>(shape: T, otherwise: string) {
  return z.strictObject(shape, otherwise)
}
