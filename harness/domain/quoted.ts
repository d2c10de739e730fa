/** A user's text as messages show it: in quotes, of bounded length, and with nothing in it that a terminal obeys. */
export function quoted(text: string, longest = 100): string {
  return `"${visible(text.length > longest ? `${text.slice(0, longest)}…` : text)}"`
}

/** Characters that control a terminal, reorder its text or can't be seen, as escapes such as `\u{1b}`. */
export function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped)
}

/** The same for several lines, each of bounded length. */
export function visibleLines(text: string): string {
  const lines = text.split('\n').map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line))
  return lines.map(visible).join('\n')
}

const longestLine = 1_000

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`
}
