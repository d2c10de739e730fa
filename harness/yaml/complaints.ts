import { UserError, type Place } from '../domain/errors.ts'
import { visible } from '../domain/quoted.ts'

/** Something wrong in a user's file: what it is and, after a semicolon, the fix. It is put into words if it is shown. */
export interface Complaint {
  readonly place: Place
  readonly message: Message
}

export type Message = string | (() => string)

/** More than this nobody reads at once. */
const mostShown = 25

/** One error for all of them, in the order of the file, on lines that an editor can jump to. */
export function complaintsError(file: string, complaints: readonly Complaint[], hint: string): UserError {
  const count = complaints.length === 1 ? 'a problem' : `${complaints.length} problems`
  const lines = complaints.toSorted(inFileOrder).slice(0, mostShown).map(complaintLine)
  const more = complaints.length > mostShown ? [`and ${complaints.length - mostShown} more`] : []
  return new UserError([`${visible(file)} has ${count}:`, ...lines, ...more].join('\n'), { hint })
}

function complaintLine({ place, message }: Complaint): string {
  const text = typeof message === 'string' ? message : message()
  return `${visible(place.file)}:${place.line}:${place.column}: ${text}`
}

function inFileOrder(a: Complaint, b: Complaint): number {
  return a.place.line - b.place.line || a.place.column - b.place.column
}
