import { editDistance, isNear } from './edit-distance.ts'

const limit = 5

/** Patterns that match some of the ids and come closest to one that matches none; empty if it resembles no id. */
export function nearMisses(pattern: string, ids: readonly string[]): string[] {
  const written = pattern.split('/').filter((part) => part !== '')
  const repaired = ids
    .map((id) => repair(written, id.split('/')))
    .filter(({ kept }) => kept > 0)
    .toSorted(cheapestFirst)
  const best = repaired.filter(({ faults }) => faults === repaired[0]?.faults)
  return [...new Set(best.map(({ parts }) => parts.join('/')))].slice(0, limit)
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

/** The cheapest way to make the parts match the pieces of an id. `done`: what is known of their ends. */
function repair(parts: readonly string[], pieces: readonly string[], done = new Map<string, Repair>()): Repair {
  const key = `${parts.length} ${pieces.length}`
  const cheapest = done.get(key) ?? repairs(parts, pieces, done).toSorted(cheapestFirst)[0]!
  done.set(key, cheapest)
  return cheapest
}

function repairs(parts: readonly string[], pieces: readonly string[], done: Map<string, Repair>): Repair[] {
  const [part, ...laterParts] = parts
  const [piece, ...laterPieces] = pieces
  if (part === undefined && piece === undefined) return [{ parts: [], kept: 0, faults: 0, letters: 0 }]
  const ways: Repair[] = []
  if (part === '**') ways.push(across(0, repair(laterParts, pieces, done)))
  if (part === '**' && piece !== undefined) ways.push(repair(parts, laterPieces, done))
  if (part !== undefined && piece !== undefined) {
    ways.push(join(replace(part, piece), repair(laterParts, laterPieces, done)))
  }
  if (part !== undefined) ways.push(join(drop(part), repair(laterParts, pieces, done)))
  if (piece !== undefined) ways.push(across(wrong, repair(parts, laterPieces, done)))
  return ways
}

/** `dialer:listener` is replaced name by name. */
function replace(part: string, piece: string): Repair {
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
