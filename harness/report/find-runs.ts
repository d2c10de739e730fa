/** Where the runs are that a user names. */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'

export const runLogName = 'run.jsonl'
export const digestName = 'digest.json'

/** The folders of the runs in `named`: a run's folder, its run.jsonl, or a folder of runs. Each once, in that order. */
export function findRuns(named: readonly string[], cwd: string): string[] {
  const folders = named.flatMap((name) => runsAt(path.resolve(cwd, name), name))
  return [...new Map(folders.map((folder) => [realpathSync(folder), folder])).values()]
}

/** The folder of the one run that is named. */
export function findRun(name: string, cwd: string): string {
  const [run, ...others] = runsAt(path.resolve(cwd, name), name)
  if (run !== undefined && others.length === 0) return run
  throw new UserError(`${name} is a folder of ${others.length + 1} runs`, { hint: 'name one of them' })
}

function runsAt(place: string, name: string): string[] {
  if (!existsSync(place)) {
    throw new UserError(`there is no ${name}`, { hint: 'name the folder of a run, such as reports/latest' })
  }
  if (!statSync(place).isDirectory()) return [runOfFile(place, name)]
  if (isRun(place)) return [place]
  const runs = runFolders(place)
  if (runs.length > 0) return runs
  throw new UserError(`${name} has no ${runLogName}, nor has a folder in it`, { hint: 'name the folder of a run' })
}

function runOfFile(file: string, name: string): string {
  if (path.basename(file) === runLogName) return path.dirname(file)
  throw new UserError(`${name} is not a run log`, {
    hint: `name a run's folder or its ${runLogName}: every report is made from that`,
  })
}

/**
 * The runs in a folder of runs, oldest first: their names begin with the time. `latest` is only a second name. Of an old
 * run there may be no more than the digest.
 */
export function runFolders(reports: string): string[] {
  return readdirSync(reports, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isRun(path.join(reports, entry.name)))
    .map((entry) => path.join(reports, entry.name))
    .toSorted()
}

function isRun(folder: string): boolean {
  return [runLogName, digestName].some((name) => existsSync(path.join(folder, name)))
}
