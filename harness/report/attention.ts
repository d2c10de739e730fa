/** What of a run needs somebody's eye, as blocks of text. */
import type { CellReport, RunResults } from '../domain/results.ts'
import { isExpected } from '../domain/verdict.ts'
import { artifactFolder } from './artifact-folder.ts'
import { advice, expected, linkOf, observedIn } from './explain.ts'
import { type Paint, verdictStyles } from './paint.ts'
import { plainLine, plainText } from '../domain/plain-text.ts'
import { verdictSymbols } from './symbols.ts'

export interface AttentionOptions {
  /** The run's folder, as the user would type it. */
  readonly folder: string
  /** The command that runs again what is appended to it, such as `./connectivity run`. */
  readonly command: string
}

const shownIds = 5

export function attentionBlocks(results: RunResults, paint: Paint, options: AttentionOptions): string[][] {
  const alike = Map.groupBy(cellsToExplain(results), ({ verdict, outcome, expectation, attempts }) =>
    JSON.stringify([verdict, outcome, expectation, attempts.map((attempt) => attempt.outcome)]),
  )
  return [
    ...[...alike.values()].map((cells) => cellBlock(cells, paint, options)),
    ...results.problems.map(({ program, message }) => [
      paint('red', `! problem  ${plainLine(program)}`),
      ...field('saw', plainText(message)),
    ]),
  ]
}

/** Whoever plays a single cell wants to know why it did not pass, also where that is known. */
function cellsToExplain({ cells }: RunResults): CellReport[] {
  const needsEye = ({ verdict }: CellReport) => (cells.length === 1 ? verdict !== 'pass' : !isExpected(verdict))
  return cells.filter((cell) => needsEye(cell) && !isCutOff(cell))
}

/** That the run was interrupted is said once, by its last line. */
function isCutOff({ outcome }: CellReport): boolean {
  return outcome.kind === 'not-run' && outcome.cause === 'interrupted'
}

/** All that explains one cell. */
export function explainCell(cell: CellReport, paint: Paint, options: AttentionOptions): string[] {
  return cellBlock([cell], paint, options)
}

/** Cells that went wrong in the very same way share a block, so that a missing browser is reported once. */
function cellBlock(cells: readonly CellReport[], paint: Paint, { folder, command }: AttentionOptions): string[] {
  const [first, ...others] = cells
  if (first === undefined) return []
  const link = linkOf(first.expectation)
  const next = advice(first)
  const logs = artifactFolder(first.artifacts)
  return [
    paint(verdictStyles[first.verdict], `${verdictSymbols[first.verdict]} ${first.verdict}  ${first.id}`),
    ...(others.length === 0 ? [] : field('also', alsoIds(others))),
    ...field('saw', observedIn(first)),
    ...field('expected', plainText(expected(first.expectation))),
    ...(link === null ? [] : field('', plainLine(link))),
    ...(next === null ? [] : field('next', next)),
    ...(logs === null ? [] : field('logs', `${folder}/${logs}`)),
    ...field('again', `${command} '${first.id}'`),
  ]
}

function alsoIds(others: readonly CellReport[]): string {
  const ids = others.slice(0, shownIds).map((cell) => cell.id)
  const rest = others.length - ids.length
  return [...ids, ...(rest > 0 ? [`and ${rest} more, listed in matrix.md`] : [])].join('\n')
}

function field(name: string, text: string): string[] {
  return text.split('\n').map((line, index) => `  ${(index === 0 ? name : '').padEnd(10)}${line}`.trimEnd())
}
