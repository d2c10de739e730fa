import { editDistance, isNear } from '../yaml/edit-distance.ts'

const shown = 5

/** What is longer than any id, or has more parts, is not a misspelt one; of very many ids only so many are looked at. */
const longest = 300
const mostParts = 12
const mostIds = 1_000

/** Patterns that match some of the ids and come closest to one that matches none; empty if it resembles no id. */
export function nearMisses(pattern: string, ids: readonly string[]): string[] {
  const written = pattern.split('/').filter((part) => part !== '')
  if (pattern.length > longest || written.length > mostParts) return []
  const repairs = new Repairs()
  const repaired = likely(written, ids)
    .map((id) => repairs.cheapest(written, id.split('/')))
    .filter(({ kept }) => kept > 0)
    .toSorted(cheapestFirst)
  const best = repaired.filter(({ faults }) => faults === repaired[0]?.faults)
  return [...new Set(best.map(({ parts }) => parts.join('/')))].slice(0, shown)
}

/** Of very many ids, those in which most of the words stand. */
function likely(written: readonly string[], ids: readonly string[]): readonly string[] {
  if (ids.length <= mostIds) return ids
  const words = written.flatMap((part) => part.split(/[:*]/)).filter((word) => word !== '')
  const found = (id: string) => words.filter((word) => id.includes(word)).length
  return ids
    .map((id) => ({ id, found: found(id) }))
    .toSorted((a, b) => b.found - a.found)
    .slice(0, mostIds)
    .map(({ id }) => id)
}

/** The parts of a pattern, changed so that they match an id. */
interface Repair {
  readonly parts: readonly string[]
  /** How many names of the pattern are as they were, or were only misspelt. */
  readonly kept: number
  /** What the change costs: first by the names that had to change, then by their letters. */
  readonly faults: number
  readonly letters: number
}

const misspelt = 1
const wrong = 10

function cheapestFirst(a: Repair, b: Repair): number {
  return a.faults - b.faults || a.letters - b.letters
}

/** Remembers what it has found: ids have few names and few ends, each in many of them. */
class Repairs {
  readonly #cheapest = new Map<string, Repair>()
  readonly #replaced = new Map<string, Repair>()

  /** The cheapest way to make the parts match the pieces of an id. */
  cheapest(parts: readonly string[], pieces: readonly string[]): Repair {
    return remembered(this.#cheapest, `${parts.length}/${pieces.join('/')}`, () =>
      this.#all(parts, pieces).reduce((a, b) => (cheapestFirst(b, a) < 0 ? b : a)),
    )
  }

  #all(parts: readonly string[], pieces: readonly string[]): Repair[] {
    const [part, ...laterParts] = parts
    const [piece, ...laterPieces] = pieces
    if (part === undefined && piece === undefined) return [{ parts: [], kept: 0, faults: 0, letters: 0 }]
    const ways: Repair[] = []
    if (part === '**') ways.push(across(0, this.cheapest(laterParts, pieces)))
    if (part === '**' && piece !== undefined) ways.push(this.cheapest(parts, laterPieces))
    if (part !== undefined && piece !== undefined) {
      ways.push(join(this.#replace(part, piece), this.cheapest(laterParts, laterPieces)))
    }
    if (part !== undefined) ways.push(join(drop(part), this.cheapest(laterParts, pieces)))
    if (piece !== undefined) ways.push(across(wrong, this.cheapest(parts, laterPieces)))
    return ways
  }

  #replace(part: string, piece: string): Repair {
    return remembered(this.#replaced, `${part}/${piece}`, () => replacePart(part, piece))
  }
}

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  const found = known.get(key) ?? find()
  known.set(key, found)
  return found
}

/** `dialer:listener` is replaced name by name. */
function replacePart(part: string, piece: string): Repair {
  const [names, pieceNames] = [part.split(':'), piece.split(':')]
  if (names.length !== pieceNames.length) return replaceName(part, piece)
  const replaced = names.map((name, index) => replaceName(name, pieceNames[index]!)).reduce(join)
  return { ...replaced, parts: [replaced.parts.join(':')] }
}

function replaceName(name: string, meant: string): Repair {
  const letters = editDistance(name, meant)
  if (letters === 0) return { parts: [name], kept: 1, faults: 0, letters }
  return isNear(name, meant)
    ? { parts: [meant], kept: 1, faults: misspelt, letters }
    : { parts: [meant], kept: 0, faults: wrong, letters }
}

function drop(part: string): Repair {
  return { parts: [], kept: 0, faults: wrong, letters: part.length }
}

/** One `**` does for any number of parts that the pattern leaves out. */
function across(faults: number, rest: Repair): Repair {
  const parts = rest.parts[0] === '**' ? [] : ['**']
  return join({ parts, kept: 0, faults, letters: 0 }, rest)
}

function join(a: Repair, b: Repair): Repair {
  return {
    parts: [...a.parts, ...b.parts],
    kept: a.kept + b.kept,
    faults: a.faults + b.faults,
    letters: a.letters + b.letters,
  }
}
