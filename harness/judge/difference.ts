/** Texts that differ can look alike: the first character that does, by its code point. */
export function firstDifference(seen: string, expected: string): string {
  const [seenPoints, expectedPoints] = [codePoints(seen), codePoints(expected)]
  const at = expectedPoints.findIndex((point, index) => point !== seenPoints[index])
  if (at === -1) return `${seenPoints.length - expectedPoints.length} characters too many`
  return `character ${at + 1} is ${seenPoints[at] ?? 'missing'}, not ${expectedPoints[at]}`
}

function codePoints(text: string): string[] {
  return Array.from(text, (point) => `U+${point.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
}
