import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'
import { plainJson } from '../domain/plain-text.ts'
import { exitCodes } from '../report/exit-code.ts'
import { digestName, runFolders, runLogName } from '../report/find-runs.ts'
import { readDigest } from '../report/read-run.ts'
import type { Io } from './io.ts'
import { forTerminal } from './terminal/signs.ts'

export interface PruneCommand {
  readonly keep: number
  readonly reports: string
}

/**
 * Of all runs but the newest, leaves only the digest, which is what history needs. A run whose log can't be read stays as
 * it is: it is not known what it was.
 */
export async function prune({ keep, reports }: PruneCommand, io: Io): Promise<number> {
  const folder = path.resolve(io.cwd, reports)
  if (!existsSync(folder)) throw new UserError(`there is no ${reports}`, { hint: 'name the folder of the runs' })
  const say = (text: string) => void io.stdout.write(forTerminal(`${text}\n`, io.env))
  const old = runFolders(folder)
    .slice(0, -keep)
    .filter((run) => existsSync(path.join(run, runLogName)))
  for (const run of old) {
    try {
      pruneRun(run)
      say(`${path.join(reports, path.basename(run))}: only its digest is left`)
    } catch (error) {
      say(
        `${path.join(reports, path.basename(run))}: left as it is: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
  if (old.length === 0) say(`nothing to do: no more than ${keep} runs are whole`)
  return exitCodes.asExpected
}

function pruneRun(folder: string): void {
  writeFileSync(path.join(folder, digestName), `${plainJson(readDigest(folder))}\n`)
  for (const name of readdirSync(folder)) {
    if (name !== digestName) rmSync(path.join(folder, name), { recursive: true })
  }
}
