import path from 'node:path'
import type { RunResults } from '../domain/results.ts'
import { digestOf, type Digest } from './digest.ts'
import { runFolders } from './find-runs.ts'
import { historyOf, type History } from './history.ts'
import { readDigest } from './read-run.ts'

/** More would make neither strips nor rates clearer, only every run slower. */
const longest = 50

/**
 * The history of a run that ends with it, from the other runs in the same folder. One that can't be read is left out,
 * and `onSkipped` is called with the reason: an old run must not cost the report of a new one.
 */
export function historyBefore(folder: string, results: RunResults, onSkipped: (error: unknown) => void): History {
  const others = runFolders(path.dirname(folder)).filter((other) => path.resolve(other) !== path.resolve(folder))
  const digests = others.slice(-longest).flatMap((other): Digest[] => {
    try {
      return [readDigest(other)]
    } catch (error) {
      onSkipped(error)
      return []
    }
  })
  return historyOf([...digests.filter(({ run }) => run.startedAt <= results.run.startedAt), digestOf(results)])
}
