import { createHash } from 'node:crypto'

/** Enough to recognize a name by. A file system's own bound is 255 bytes, and endings and numbers need some of it. */
const longest = 120

/**
 * A file name for a part of a cell id, which is ASCII and may be of any length: without the `:` that artifact stores
 * refuse, and what is too long is cut and distinguished by its hash.
 */
export function fileName(text: string): string {
  const name = text.replaceAll(':', '~')
  if (name.length <= longest) return name
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return `${name.slice(0, longest - hash.length - 1)}-${hash}`
}
