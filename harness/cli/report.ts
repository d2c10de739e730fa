import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'
import type { RunResults } from '../domain/results.ts'
import { digestOf, type Digest } from '../report/digest.ts'
import { annotations } from '../report/exports/annotations.ts'
import { exporters } from '../report/exports/exporters.ts'
import { jobSummary } from '../report/exports/job-summary.ts'
import { refreshedReadme } from '../report/exports/readme.ts'
import { exitCode } from '../report/exit-code.ts'
import { writeError } from '../report/file-error.ts'
import { findRuns } from '../report/find-runs.ts'
import { historyOf } from '../report/history.ts'
import { historyBefore } from '../report/past-runs.ts'
import { readDigest, readRun } from '../report/read-run.ts'
import type { Published } from '../report/writer.ts'
import { textReport } from '../report/text.ts'
import { resultsJson, runWriters, writeReports } from '../report/write.ts'
import { cacheFolder, type Io } from './io.ts'
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
  const folders = findRuns(runs, io.cwd)
  const digests = folders.map(readDigest)
  const at = indexOfNewest(digests)
  const folder = folders[at] ?? ''
  const results = readRun(folder)
  const say = (text: string) => void io.stderr.write(forTerminal(`${text}\n`, io.env))
  const target = out === undefined ? folder : path.resolve(io.cwd, out)
  if (!results.run.complete) say(`connectivity: ${results.run.id} is not complete: it says nothing of what it lacks`)
  if (target !== folder) copyArtifacts(results, folder, target)

  const history =
    folders.length > 1
      ? historyOf([...digests.filter((_, index) => index !== at), digestOf(results)])
      : historyBefore(folder, results, (error) => say(`connectivity: left out of the history: ${String(error)}`))
  const published = { results, history }
  await writeReports(target, published, [...runWriters(cacheFolder(io.env)), ...exporters])
  if (readme !== undefined) refreshReadme(path.resolve(io.cwd, readme), readme, results)
  if (github) tellGitHub(published, io)

  const shown = path.relative(io.cwd, target) || '.'
  const options = { folder: shown, command: './connectivity run', columns: io.stdout.columns ?? 100 }
  const text = () => textReport(results, { ...options, colour: wantsColour(io.stdout, io.env) })
  io.stdout.write(json ? resultsJson(results) : forTerminal(text(), io.env))
  say(`reports are in ${shown}`)
  return exitCode(results)
}

function indexOfNewest(digests: readonly Digest[]): number {
  const times = digests.map(({ run }) => Date.parse(run.startedAt))
  return times.indexOf(Math.max(...times))
}

/** So that the links of the site lead somewhere wherever it is published. */
function copyArtifacts({ cells }: RunResults, from: string, to: string): void {
  try {
    mkdirSync(to, { recursive: true })
    for (const { path: file } of cells.flatMap(({ artifacts }) => artifacts)) {
      const source = path.join(from, file)
      if (existsSync(source)) cpSync(source, path.join(to, file))
    }
  } catch (cause) {
    throw writeError(to, cause)
  }
}

/** The summary of the job, and annotations, which the runner reads from stderr as from stdout. */
function tellGitHub(published: Published, { env, stderr }: Io): void {
  const file = env['GITHUB_STEP_SUMMARY']
  if (file === undefined || file === '') {
    throw new UserError('--github: this is not a step of a GitHub workflow', { hint: 'GITHUB_STEP_SUMMARY is not set' })
  }
  try {
    appendFileSync(file, jobSummary(published))
  } catch (cause) {
    throw writeError(file, cause)
  }
  stderr.write(annotations(published))
}

function refreshReadme(file: string, name: string, results: RunResults): void {
  try {
    writeFileSync(file, refreshedReadme(readFileSync(file, 'utf8'), name, results))
  } catch (cause) {
    throw cause instanceof UserError ? cause : writeError(name, cause)
  }
}
