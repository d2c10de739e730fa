import { stripVTControlCharacters } from 'node:util'

/** Text of a peer made safe for a terminal: no escape sequences, no control characters but line breaks. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (character) => (character === '\n' ? '\n' : ''))
    .trimEnd()
}

export function firstLine(text: string): string {
  return plainText(text).trimStart().split('\n', 1)[0] ?? ''
}
