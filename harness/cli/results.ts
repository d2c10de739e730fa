import { plainJson } from '../domain/plain-text.ts'
import { explainCell } from '../report/attention.ts'
import { exitCodes } from '../report/exit-code.ts'
import { findRun } from '../report/find-runs.ts'
import { painter } from '../report/paint.ts'
import { parseQuery, queryFields } from '../report/query.ts'
import { readRun } from '../report/read-run.ts'
import { inShort } from '../report/site/data.ts'
import { howItEnded, summaryLine } from '../report/summary.ts'
import type { Io } from './io.ts'
import { cellLine } from './terminal/lines.ts'
import { wantsColour } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

export interface ResultsCommand {
  readonly query: string
  readonly run: string
  readonly json: boolean
}

/** Prints the cells of a run that a query finds; a single one with all that explains it. 1 if there is none. */
export async function results({ query, run, json }: ResultsCommand, io: Io): Promise<number> {
  const folder = findRun(run, io.cwd)
  const whole = readRun(folder)
  const matches = parseQuery(query)
  const found = whole.cells.filter((cell) => matches(inShort(cell)))
  const say = (text: string) => void io.stderr.write(forTerminal(`${text}\n`, io.env))
  if (howItEnded(whole.run) !== null) say(summaryLine(whole))

  const paint = painter(wantsColour(io.stdout, io.env))
  const options = { folder: run, command: './connectivity run' }
  const [only] = found
  const lines =
    only !== undefined && found.length === 1
      ? explainCell(only, paint, options)
      : found.map((cell) => cellLine(cell, paint))
  const text = lines.map((line) => `${line}\n`).join('')
  io.stdout.write(json ? `${plainJson(found, 2)}\n` : forTerminal(text, io.env))
  say(`${found.length} of ${whole.cells.length} cells`)
  if (found.length > 0) return exitCodes.asExpected
  say(`fields of a query: ${queryFields.join(', ')}`)
  return exitCodes.unexpected
}
