import { createHash } from 'node:crypto'

/** Longer texts would fill the evidence of a cell with what nobody reads. */
const longest = 1_024
const shown = 64

/** A long text as its beginning, its length and its hash: equal if and only if the texts are. */
export function condense(text: string): string {
  if (text.length <= longest) return text
  const hash = createHash('sha256').update(text).digest('hex')
  return `${text.slice(0, shown)}… (${text.length} characters, sha-256 ${hash})`
}

/** The same for what carries a text, such as a message. */
export function condensed<T extends object>(data: T): T {
  return 'text' in data && typeof data.text === 'string' ? { ...data, text: condense(data.text) } : data
}
