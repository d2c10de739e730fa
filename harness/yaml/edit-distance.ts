/**
 * How many letters to insert, drop, replace or swap with their neighbour to make the text of the pattern.
 * A `*` in the pattern stands for anything at no cost.
 */
export function editDistance(pattern: string, text: string): number {
  const rows: number[][] = []
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity
  for (let row = 0; row <= pattern.length; row++) {
    rows.push([])
    const symbol = pattern[row - 1]
    const step = symbol === '*' ? 0 : 1
    for (let column = 0; column <= text.length; column++) {
      const letter = text[column - 1]
      const swapped = symbol === text[column - 2] && pattern[row - 2] === letter
      const distance = Math.min(
        at(row - 1, column) + step,
        at(row, column - 1) + step,
        at(row - 1, column - 1) + (symbol === letter ? 0 : step),
        swapped ? at(row - 2, column - 2) + 1 : Infinity,
      )
      rows[row]!.push(row === 0 && column === 0 ? 0 : distance)
    }
  }
  return at(pattern.length, text.length)
}

/** Nobody who writes more than this means a name that is known. */
const longest = 200

/** Whether somebody who wrote the one may have meant the other: it is the beginning of it, or about half as written. */
export function isNear(written: string, meant: string): boolean {
  if (written === '' || written.length > longest) return false
  return meant.startsWith(written) || editDistance(written, meant) <= Math.max(written.length, meant.length) / 2
}
