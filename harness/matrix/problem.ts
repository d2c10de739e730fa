import { UserError, type Place } from '../domain/errors.ts'

/** Something wrong in a user's file: what it is and, after a semicolon, the fix. */
export interface Problem {
  readonly place: Place
  readonly message: string
}

/** One error for all of them, in the order of the file, on lines that an editor can jump to. */
export function problemsError(file: string, problems: readonly Problem[]): UserError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  const lines = problems.toSorted(inFileOrder).map(problemLine)
  return new UserError([`${file} has ${count}:`, ...lines].join('\n'), {
    hint: 'docs/matrix-file.md describes the format.',
  })
}

function problemLine({ place, message }: Problem): string {
  return `${place.file}:${place.line}:${place.column}: ${message}`
}

function inFileOrder(a: Problem, b: Problem): number {
  return a.place.line - b.place.line || a.place.column - b.place.column
}
