import { randomBytes } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import type { RunResults } from '../domain/results.ts'
import type { RunEvent, RunInfo } from '../domain/run.ts'
import { chooseLab, type LabChoice } from '../lab/choose.ts'
import { loadMatrix } from '../matrix/load.ts'
import { selectCells } from '../matrix/patterns.ts'
import { planCells } from '../matrix/planner.ts'
import { readImplementation } from '../peers/inventory.ts'
import { exitCode, type ExitCode } from '../report/exit-code.ts'
import { replay } from '../report/replay.ts'
import { historyBefore } from '../report/past-runs.ts'
import { createRunFolder } from '../report/run-folder.ts'
import { RunLog } from '../report/run-log.ts'
import { runWriters, writeReports } from '../report/write.ts'
import { runPlan } from '../run/run-plan.ts'
import { type Checkout, checkoutOf } from './checkout.ts'
import { pacedBy } from '../time/pace.ts'
import { cacheFolder, type Io } from './io.ts'
import { printError } from './print-error.ts'
import { lineView } from './terminal/line-view.ts'
import { liveView } from './terminal/live-view.ts'
import { endsInTime } from './process/grace.ts'
import { wantsColour, wantsLiveView } from './terminal/output.ts'
import { guarded, together, type Reporter } from './terminal/reporter.ts'
import { forTerminal } from './terminal/signs.ts'

export interface PlayCommand {
  readonly patterns: readonly string[]
  readonly lab: string
  readonly jobs: number
  /** What every deadline is multiplied by. */
  readonly patience: number
  readonly matrix: string
  readonly reports: string
}

export interface Played {
  readonly results: RunResults
  /** The run's folder, as the user would type it. */
  readonly folder: string
  readonly status: ExitCode
}

/** How long the programs and the lab may take to end when every cell is reported: they do so side by side, in seconds. */
const endingMs = 60_000

/** How long somebody who pressed Ctrl-C waits for the reports at most. */
const interruptedMs = 15_000

/**
 * Plays the selected cells, showing progress on stderr, and writes the reports. A fault of the harness in mid-run is
 * reported on stderr and in the status, and so is a report that can't be written; what was found out until then is
 * shown all the same.
 */
export async function play(command: PlayCommand, io: Io): Promise<Played> {
  const matrix = await loadMatrix(command.matrix, io.cwd)
  const planned = selectCells(planCells(matrix), command.patterns)
  const implementations = await Promise.all(
    matrix.implementations.map(({ id, source }) => readImplementation(id, source)),
  )
  const [choice, checkout] = await Promise.all([chooseLab(command.lab), checkoutOf(harnessRoot, io.env, io.signal)])
  const info = runInfo(command, choice, checkout)
  const folder = await createRunFolder(path.resolve(io.cwd, command.reports), info.id)

  const events: RunEvent[] = []
  let written = true
  const notWritten = (error: unknown) => {
    written = false
    printError(error, io)
  }
  const reporter = reporters(folder, io, notWritten)
  const allReported = new AbortController()
  let unreported = planned.length
  const emit = (event: RunEvent) => {
    events.push(event)
    reporter.on(event)
    if (event.type === 'cell-finished' && --unreported === 0) allReported.abort()
  }
  const started = performance.now()
  emit({ type: 'run-started', run: info, planned })
  const playing = runPlan({
    planned,
    implementations,
    folder,
    emit,
    jobs: command.jobs,
    pace: pacedBy(command.patience, choice.lab.helpers),
    lab: choice.lab,
    cacheFolder: cacheFolder(io.env),
    env: io.env,
    signal: io.signal,
  })
  const ended = endsInTime(endsInTime(playing, allReported.signal, endingMs), io.signal, interruptedMs)
  const fault = await ended.then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  emit({ type: 'run-finished', wallMs: Math.round(performance.now() - started), interrupted: io.signal.aborted })
  reporter.end()

  const results = replay(events)
  if (results === null) throw new Error('a run without a beginning')
  const published = { results, history: historyBefore(folder, results, () => {}) }
  await writeReports(folder, published, runWriters(cacheFolder(io.env))).catch(notWritten)
  const status = fault === undefined || io.signal.aborted ? exitCode(results, { written }) : printError(fault.error, io)
  return { results, folder: path.relative(io.cwd, folder), status }
}

function reporters(folder: string, io: Io, notWritten: (error: unknown) => void): Reporter {
  const colour = wantsColour(io.stderr, io.env)
  const lines = { write: (text: string) => io.stderr.write(forTerminal(text, io.env)) }
  const view = wantsLiveView(io.stderr, io.env) ? liveView(io.stderr, { colour }) : lineView(lines, { colour })
  const log = new RunLog(path.join(folder, 'run.jsonl'))
  return together([guarded(log, notWritten), guarded(view, (error) => void printError(error, io))])
}

const harnessRoot = path.join(import.meta.dirname, '../..')

function runInfo(command: PlayCommand, { lab, why }: LabChoice, { commit, dirty }: Checkout): RunInfo {
  const startedAt = new Date().toISOString()
  return {
    id: `${startedAt.slice(0, 19).replaceAll(':', '-')}-${randomBytes(3).toString('hex')}`,
    startedAt,
    commit,
    dirty,
    lab: { name: lab.name, why },
    host: {
      os: os.type(),
      kernel: os.release(),
      arch: os.arch(),
      cpus: os.availableParallelism(),
      node: process.version,
    },
    jobs: command.jobs,
    patterns: command.patterns,
  }
}
