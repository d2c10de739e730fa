import type { RunResults } from '../domain/results.ts'
import { type Verdict, verdicts } from '../domain/verdict.ts'
import { type AttentionOptions, attentionBlocks } from './attention.ts'
import { exitCode } from './exit-code.ts'
import { type Paint, painter } from './paint.ts'
import { summaryLine } from './summary.ts'
import { verdictMeanings, verdictSymbols } from './symbols.ts'
import { connectivityTable } from './table.ts'
import { gridBlock, sideBySide } from './text-grid.ts'

export interface TextOptions extends AttentionOptions {
  readonly colour: boolean
  /** Width of the terminal. */
  readonly columns: number
}

/** The report for a terminal: the table, what needs the user's eye, and one line that sums it up. */
export function textReport(results: RunResults, options: TextOptions): string {
  const paint = painter(options.colour)
  const tables = connectivityTable(results.cells).flatMap(({ scenario, summary, grids }) => [
    `${paint('bold', scenario)}: ${summary} (dialers down, listeners across)`,
    ...indent(
      sideBySide(
        grids.map((grid) => gridBlock(grid, paint)),
        options.columns - 2,
      ),
    ),
    '',
  ])
  const attention = attentionBlocks(results, paint, options).flatMap((block) => [...block, ''])
  const summary = paint(exitCode(results) === 0 ? 'green' : 'red', summaryLine(results))
  return `${[...tables, ...legend(results, paint), ...attention, summary].join('\n')}\n`
}

/** Explains only the symbols that stand in the table. */
function legend({ summary }: RunResults, paint: Paint): string[] {
  const present = verdicts.filter((verdict) => summary.byVerdict[verdict] > 0 && !saysItself(verdict))
  const lines = present.map((verdict) => `  ${verdictSymbols[verdict].padEnd(7)}  ${verdictMeanings[verdict]}`)
  return lines.length === 0 ? [] : [...lines.map((line) => paint('dim', line)), '']
}

function saysItself(verdict: Verdict): boolean {
  return verdict === 'pass' || verdict === 'fail'
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`))
}
