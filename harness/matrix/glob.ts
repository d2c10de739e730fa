/**
 * `*` stands for anything within one part of an id, `**` for anything; the rest must be there as it is.
 * The time a match takes is at most the length of the pattern times that of the id, whatever the pattern.
 */
export function compilePattern(pattern: string): (id: string) => boolean {
  const pieces = pattern.split(/(\*+)/).filter((piece) => piece !== '')
  const literals = pieces.filter((piece) => !piece.startsWith('*'))
  return (id) => followEachOther(literals, id) && isMadeOf(pieces, id)
}

export function compilePatterns(patterns: readonly string[]): (id: string) => boolean {
  const matchers = patterns.map(compilePattern)
  return (id) => matchers.some((matches) => matches(id))
}

/** Whether the literals follow each other in the id, whatever is between them: for most ids a quick no. */
function followEachOther(literals: readonly string[], id: string): boolean {
  let end = 0
  for (const literal of literals) {
    const start = id.indexOf(literal, end)
    if (start === -1) return false
    end = start + literal.length
  }
  return true
}

function isMadeOf(pieces: readonly string[], id: string): boolean {
  let ends = [0]
  for (const piece of pieces) {
    ends = extend(ends, piece, id)
    if (ends.length === 0) return false
  }
  return ends.at(-1) === id.length
}

/** `ends`, ascending: where in the id the pieces before this one can end. Returns where this one can, likewise. */
function extend(ends: readonly number[], piece: string, id: string): number[] {
  if (piece === '*') return withinPart(ends, id)
  if (piece.startsWith('*')) return upTo(id.length, ends[0]!)
  return ends.filter((end) => id.startsWith(piece, end)).map((end) => end + piece.length)
}

function withinPart(ends: readonly number[], id: string): number[] {
  const reached: number[] = []
  for (const end of ends) {
    if (end <= (reached.at(-1) ?? -1)) continue
    const slash = id.indexOf('/', end)
    upTo(slash === -1 ? id.length : slash, end, reached)
  }
  return reached
}

function upTo(last: number, first: number, numbers: number[] = []): number[] {
  for (let number = first; number <= last; number++) numbers.push(number)
  return numbers
}
