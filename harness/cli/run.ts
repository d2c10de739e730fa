import { randomBytes } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import type { RunEvent, RunInfo } from '../domain/run.ts'
import { chooseLab, openLab, type LabRequest } from '../lab/choose.ts'
import { loadMatrix } from '../matrix/load.ts'
import { selectCells } from '../matrix/patterns.ts'
import { planCells } from '../matrix/planner.ts'
import { readImplementation } from '../peers/inventory.ts'
import { exitCode } from '../report/exit-code.ts'
import { replay } from '../report/replay.ts'
import { createRunFolder } from '../report/run-folder.ts'
import { RunLog } from '../report/run-log.ts'
import { textReport } from '../report/text.ts'
import { writeReports } from '../report/write.ts'
import { runPlan } from '../run/run-plan.ts'
import { cacheFolder, type Io } from './io.ts'
import { jsonView } from './terminal/json-view.ts'
import { lineView } from './terminal/line-view.ts'
import { liveView } from './terminal/live-view.ts'
import { wantsColour } from './terminal/output.ts'
import { guarded, together, type Reporter } from './terminal/reporter.ts'

export interface RunCommand {
  readonly patterns: readonly string[]
  readonly lab: LabRequest
  readonly jobs: number
  readonly matrix: string
  readonly reports: string
  readonly json: boolean
}

/** Plays the selected cells, writes the reports, prints the table; answers with the exit code. */
export async function run(command: RunCommand, io: Io): Promise<number> {
  const matrix = await loadMatrix(path.resolve(io.cwd, command.matrix))
  const planned = selectCells(planCells(matrix), command.patterns)
  const implementations = await Promise.all(matrix.implementations.map(({ id, source }) => readImplementation(id, source)))
  const choice = await chooseLab(command.lab)
  const info = runInfo(command, choice)
  const folder = await createRunFolder(path.resolve(io.cwd, command.reports), info.id)

  const events: RunEvent[] = []
  const warn = (error: unknown) => io.stderr.write(`connectivity: ${error instanceof Error ? error.message : error}\n`)
  const reporter = together(
    [new RunLog(path.join(folder, 'run.jsonl')), ...views(command, io)].map((one) => guarded(one, warn)),
  )
  const emit = (event: RunEvent) => {
    events.push(event)
    reporter.on(event)
  }
  const started = performance.now()
  emit({ type: 'run-started', run: info, planned })
  try {
    await runPlan({
      ...{ planned, implementations, folder, emit },
      jobs: command.jobs,
      openLab: (signal) => openLab(choice, signal),
      cacheFolder: cacheFolder(io.env),
      env: io.env,
      signal: io.signal,
    })
  } catch (error) {
    if (!io.signal.aborted) throw error
  } finally {
    emit({ type: 'run-finished', wallMs: Math.round(performance.now() - started), interrupted: io.signal.aborted })
    reporter.end()
  }
  return await conclude(events, folder, command, io)
}

async function conclude(events: readonly RunEvent[], folder: string, { json }: RunCommand, io: Io): Promise<number> {
  const results = replay(events)
  if (results === null) throw new Error('a run without a beginning')
  if (!json) {
    const colour = wantsColour(io.stdout, io.env)
    const columns = io.stdout.columns ?? 100
    io.stdout.write(`${textReport(results, { colour, columns, folder: path.relative(io.cwd, folder), command: './connectivity run' })}`)
  }
  await writeReports(folder, results)
  return exitCode(results)
}

function views({ json }: RunCommand, io: Io): Reporter[] {
  const colour = wantsColour(io.stderr, io.env)
  const view = io.stderr.isTTY ? liveView(io.stderr, { colour }) : lineView(io.stderr, { colour })
  return json ? [view, jsonView(io.stdout)] : [view]
}

function runInfo(command: RunCommand, lab: { readonly name: string; readonly why: string }): RunInfo {
  const startedAt = new Date().toISOString()
  return {
    id: `${startedAt.slice(0, 19).replaceAll(':', '-')}-${randomBytes(3).toString('hex')}`,
    startedAt,
    lab: { name: lab.name, why: lab.why },
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
