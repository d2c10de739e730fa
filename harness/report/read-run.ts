import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'
import type { RunResults } from '../domain/results.ts'
import { digestOf, digestSchema, type Digest } from './digest.ts'
import { digestName, runLogName } from './find-runs.ts'
import { replay } from './replay.ts'
import { readRunLog } from './run-log.ts'

/** The results of a run from its log, also of a run that died: then they say that they are not complete. */
export function readRun(folder: string): RunResults {
  const file = path.join(folder, runLogName)
  const results = replay(readRunLog(file))
  if (results !== null) return results
  throw new UserError(`${file}:1: the run ended before it had a plan: there is nothing to report`, {
    hint: 'run it again',
  })
}

/** A run in short. From its digest.json; where that is not there, or is not as it should be, from its log. */
export function readDigest(folder: string): Digest {
  return writtenDigest(path.join(folder, digestName)) ?? digestOf(readRun(folder))
}

function writtenDigest(file: string): Digest | null {
  if (!existsSync(file)) return null
  try {
    return digestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
