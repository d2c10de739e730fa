import { InvalidArgumentError } from 'commander'

const mostJobs = 1_000

/** Reads `--jobs`. */
export function jobs(text: string): number {
  return wholeNumber(text, mostJobs)
}

const mostKept = 1_000_000

/** Reads `--keep`. */
export function keep(text: string): number {
  return wholeNumber(text, mostKept)
}

function wholeNumber(text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= most) return value
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${most.toLocaleString('en')}.`)
}

/** Reads the name of a file or folder. */
export function pathName(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty; name one, or leave it out.')
  return text
}

/** Reads one more name of a list. */
export function pathNames(text: string, others: readonly string[] = []): string[] {
  return [...others, pathName(text)]
}

/** Many of them, so that a mistyped one is not waited for all day. */
const mostPatience = 100

/** Reads `--patience`. */
export function patience(text: string): number {
  const value = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && value >= 1 && value <= mostPatience) return value
  throw new InvalidArgumentError(`It must be a number from 1 to ${mostPatience}.`)
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a length of time such as `1h`, as milliseconds. */
export function duration(text: string): number {
  const { count, unit } = /^(?<count>\d{1,9})(?<unit>[smhd])$/.exec(text)?.groups ?? {}
  if (count === undefined) throw new InvalidArgumentError('Write a number and s, m, h or d, such as 90m or 1h.')
  return Number(count) * unitMs[unit as keyof typeof unitMs]
}
