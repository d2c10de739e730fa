/** More than anybody runs, and less than what takes longer than a moment to read and plan. */
export const limits = {
  cells: 100_000,
  /** Each pattern of `expect` is matched with each cell. */
  matches: 10_000_000,
  idLength: 300,
}
