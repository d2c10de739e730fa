import { UserError, type Place } from '../domain/errors.ts'
import { visible } from '../domain/quoted.ts'

/** Something wrong in a user's file: what it is and, after a semicolon, the fix. It is put into words if it is shown. */
export interface Problem {
  readonly place: Place
  readonly message: Message
}

export type Message = string | (() => string)

/** More than this nobody reads at once. */
const mostShown = 25

/** One error for all of them, in the order of the file, on lines that an editor can jump to. */
export function problemsError(file: string, problems: readonly Problem[], hint: string): UserError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  const lines = problems.toSorted(inFileOrder).slice(0, mostShown).map(problemLine)
  const more = problems.length > mostShown ? [`and ${problems.length - mostShown} more`] : []
  return new UserError([`${visible(file)} has ${count}:`, ...lines, ...more].join('\n'), { hint })
}

function problemLine({ place, message }: Problem): string {
  const text = typeof message === 'string' ? message : message()
  return `${visible(place.file)}:${place.line}:${place.column}: ${text}`
}

function inFileOrder(a: Problem, b: Problem): number {
  return a.place.line - b.place.line || a.place.column - b.place.column
}
