import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { RunEvent } from '../domain/run.ts'
import { RunLog } from './run-log.ts'

/** The folder of a run with nothing but its log, as a harness that was killed leaves it. */
export function runFolderOf(events: readonly RunEvent[], folder: string): string {
  mkdirSync(folder, { recursive: true })
  const log = new RunLog(path.join(folder, 'run.jsonl'))
  events.forEach((event) => log.on(event))
  log.end()
  return folder
}
