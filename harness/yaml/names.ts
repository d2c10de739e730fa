import { quoted } from '../domain/quoted.ts'
import { editDistance, isNear } from './edit-distance.ts'

const mostShown = 20

/** What is wrong with a name that is none of the known ones, and the fix. */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  const fix =
    near === undefined ? `use one of ${known.slice(0, mostShown).join(', ')}` : `did you mean ${quoted(near)}?`
  const more = near === undefined && known.length > mostShown ? ` and ${known.length - mostShown} more` : ''
  return `unknown ${kind} ${quoted(name)}; ${fix}${more}`
}

/** The known name that somebody who wrote `name` most likely meant, if any is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase()
  return known
    .filter((candidate) => isNear(written, candidate))
    .toSorted((a, b) => editDistance(written, a) - editDistance(written, b))[0]
}
