import path from 'node:path'
import { plainLine } from '../domain/plain-text.ts'
import { digestOf, type Digest } from '../report/digest.ts'
import { exporters } from '../report/exports/exporters.ts'
import { exitCode } from '../report/exit-code.ts'
import { findRuns } from '../report/find-runs.ts'
import { historyOf } from '../report/history.ts'
import { historyBefore } from '../report/past-runs.ts'
import { readDigest, readRun } from '../report/read-run.ts'
import { textReport } from '../report/text.ts'
import { resultsJson, runWriters, writeReports } from '../report/write.ts'
import { cacheFolder, type Io } from './io.ts'
import { printError } from './print-error.ts'
import { copyArtifacts, refreshReadme, summaryFile, tellGitHub } from './publish.ts'
import { wantsColour } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

export interface ReportCommand {
  readonly runs: readonly string[]
  /** Absent: the folder of the newest run. */
  readonly out?: string
  readonly json: boolean
  /** Whether to tell GitHub, in whose workflow this runs. */
  readonly github: boolean
  /** A file in which the matrix stands between markers. */
  readonly readme?: string
}

/**
 * Makes every report anew from run logs: those of the newest run, with the others as its history. The exit code is that
 * of the run, and so a run that died does not look green.
 */
export async function report({ runs, out, json, github, readme }: ReportCommand, io: Io): Promise<number> {
  const summary = github ? summaryFile(io.env) : null
  const folders = findRuns(runs, io.cwd)
  const digests = folders.map(readDigest)
  const at = indexOfNewest(digests)
  const folder = folders[at] ?? ''
  const results = readRun(folder)
  const say = (text: string) => void io.stderr.write(forTerminal(`${text}\n`, io.env))
  const target = out === undefined ? folder : path.resolve(io.cwd, out)
  if (!results.run.complete)
    say(`connectivity: ${plainLine(results.run.id)} is not complete: it says nothing of what it lacks`)

  const history =
    folders.length > 1
      ? historyOf([...digests.filter((_, index) => index !== at), digestOf(results)])
      : historyBefore(folder, results, (error) => say(`connectivity: left out of the history: ${String(error)}`))
  const published = { results, history }
  const written = await everyOne(io, [
    () => (target === folder ? undefined : copyArtifacts(results, folder, target)),
    () => writeReports(target, published, [...runWriters(cacheFolder(io.env)), ...exporters]),
    () => (readme === undefined ? undefined : refreshReadme(path.resolve(io.cwd, readme), readme, results)),
    () => (summary === null ? undefined : tellGitHub(published, summary, io)),
  ])

  const shown = path.relative(io.cwd, target) || '.'
  const options = { folder: shown, command: './connectivity run', columns: io.stdout.columns ?? 100 }
  const text = () => textReport(results, { ...options, colour: wantsColour(io.stdout, io.env) })
  io.stdout.write(json ? resultsJson(results) : forTerminal(text(), io.env))
  if (written) say(`reports are in ${shown}`)
  return exitCode(results, { written })
}

/** Does each, and says on stderr which could not be done: a full disk must not keep the table from being seen. */
async function everyOne(io: Io, steps: readonly (() => Promise<void> | void)[]): Promise<boolean> {
  let done = true
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      done = false
      printError(error, io)
    }
  }
  return done
}

function indexOfNewest(digests: readonly Digest[]): number {
  const times = digests.map(({ run }) => Date.parse(run.startedAt))
  return times.indexOf(Math.max(...times))
}
