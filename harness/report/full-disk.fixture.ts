/** Reports on a run to a folder on a small or read-only disk, and prints what came of it. For full-disk.test.ts. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../domain/errors.ts'
import type { RunEvent } from '../domain/run.ts'
import { readRunLog, RunLog } from './run-log.ts'
import { eventsOf, everyVerdict, resultsOf } from './sample.fixture.ts'
import { noHistory } from './history.ts'
import { runWriters, writeReports } from './write.ts'

const folder = process.argv[2] ?? ''
const file = join(folder, 'run.jsonl')
const events = eventsOf(everyVerdict)
const finished: RunEvent[] = events.filter((event) => event.type === 'cell-finished')

const shown = (error: unknown) =>
  error instanceof UserError ? { message: error.message, hint: error.hint } : String(error)

function logUntilItFails(): unknown {
  try {
    const log = new RunLog(file)
    events.slice(0, 1).forEach((event) => log.on(event))
    for (;;) finished.forEach((event) => log.on(event))
  } catch (error) {
    return shown(error)
  }
}

const log = logUntilItFails()
const reports = await writeReports(
  folder,
  { results: resultsOf(events), history: noHistory },
  runWriters('').slice(0, 2),
).then(() => null, shown)
const kept = existsSync(file) ? readRunLog(file).length : 0
console.log(JSON.stringify({ log, reports, files: readdirSync(folder), kept }))
