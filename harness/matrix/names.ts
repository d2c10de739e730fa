import { editDistance, isNear } from './edit-distance.ts'

/** What is wrong with a name that is none of the known ones, and the fix. */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  const fix = near === undefined ? `use one of ${known.join(', ')}` : `did you mean "${near}"?`
  return `unknown ${kind} "${name}"; ${fix}`
}

/** The known name that somebody who wrote `name` most likely meant, if any is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase()
  return known
    .filter((candidate) => isNear(written, candidate))
    .toSorted((a, b) => editDistance(written, a) - editDistance(written, b))[0]
}
