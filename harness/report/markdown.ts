import type { CellReport, RunResults } from '../domain/results.ts'
import type { ImplementationReport } from '../domain/run.ts'
import { verdicts } from '../domain/verdict.ts'
import { expected, linkOf, observedIn } from './explain.ts'
import { plainLine, plainText } from '../domain/plain-text.ts'
import { howItEnded, summaryLine } from './summary.ts'
import { verdictMeanings, verdictSymbols } from './symbols.ts'
import { connectivityTable, type Grid } from './table.ts'
import { entryText } from './text-grid.ts'

/** matrix.md: the table and all that is needed to believe it, for GitHub. */
export function markdownReport(results: RunResults): string {
  const sections = [
    ['# Connectivity matrix', '', escaped(summaryLine(results))],
    unfinishedWarning(results),
    markdownTables(results),
    markdownTable(
      ['', 'verdict', 'meaning'],
      verdicts.map((verdict) => [verdictSymbols[verdict], verdict, verdictMeanings[verdict]]),
    ),
    exceptions(results),
    problems(results),
    versions(results),
    circumstances(results),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

export function unfinishedWarning({ run }: RunResults): string[] {
  if (howItEnded(run) === null) return []
  return ['> [!WARNING]', `> This run ${run.interrupted ? 'was interrupted' : 'did not report all that it planned'}.`]
}

export function markdownTables({ cells }: RunResults): string[] {
  return connectivityTable(cells).flatMap(({ scenario, summary, grids }, index) => [
    ...(index === 0 ? [] : ['']),
    `## ${scenario}`,
    '',
    `${capitalized(summary)}. Dialers down, listeners across.`,
    ...grids.flatMap((grid) => ['', ...gridTable(grid)]),
  ])
}

function gridTable(grid: Grid): string[] {
  return markdownTable(
    [code(grid.title), ...grid.listeners.map(escaped)],
    grid.rows.map((row) => [`**${escaped(row.dialer)}**`, ...row.entries.map(entryText)]),
  )
}

/** Every cell that is not a plain pass, with the reason. */
function exceptions({ cells }: RunResults): string[] {
  const listed = cells.filter((cell) => cell.verdict !== 'pass')
  return listed.length === 0 ? [] : ['## Cells that are not a plain pass', '', ...exceptionsTable(listed)]
}

export function exceptionsTable(cells: readonly CellReport[]): string[] {
  if (cells.length === 0) return []
  const rows = cells.map((cell) => [
    code(cell.id),
    cell.verdict,
    codeLines(observedIn(cell)),
    escaped(plainText(expected(cell.expectation))) + markdownLink(linkOf(cell.expectation)),
  ])
  return markdownTable(['cell', 'verdict', 'observed', 'expected'], rows)
}

function problems(results: RunResults): string[] {
  if (results.problems.length === 0) return []
  const rows = results.problems.map(({ program, message }) => [code(plainLine(program)), codeLines(plainText(message))])
  return ['## Problems', '', ...markdownTable(['program', 'what happened'], rows)]
}

function versions({ run }: RunResults): string[] {
  const rows = Object.entries(run.versions).map(([id, report]) => [escaped(id), ...versionColumns(report)])
  if (rows.length === 0) return []
  return ['## Versions', '', ...markdownTable(['', 'library', 'with', 'toolchain'], rows)]
}

function versionColumns(report: ImplementationReport): string[] {
  if (report.state === 'missing') return [`missing: ${codeLines(plainText(report.message))}`, '', '']
  const libraries = Object.entries(report.libraries).map(([name, version]) => code(plainLine(`${name} ${version}`)))
  return [
    code(plainLine(`${report.implementation} ${report.version}`)),
    libraries.join(', '),
    code(plainLine(report.toolchain)),
  ]
}

function circumstances({ run }: RunResults): string[] {
  const { lab, host } = run
  return [
    '## Run',
    '',
    `- ${code(plainLine(run.id))}, started ${run.startedAt}, ${run.jobs} cells at a time`,
    `- lab: ${escaped(plainLine(lab.name))} (${escaped(plainLine(lab.why))})`,
    `- host: ${escaped(plainLine(`${host.os} ${host.kernel} ${host.arch}, ${host.cpus} CPUs, Node ${host.node}`))}`,
    `- cells: ${run.patterns.length === 0 ? 'all' : run.patterns.map((pattern) => code(plainLine(pattern))).join(', ')}`,
  ]
}

export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (columns: readonly string[]) => `| ${columns.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)]
}

function markdownLink(url: string | null): string {
  if (url === null) return ''
  return /^https?:\/\//.test(url) ? ` [link](<${url.replaceAll(/[<>\s|]/g, encodeURIComponent)}>)` : ` ${escaped(url)}`
}

/**
 * Whatever others said stands as code: GitHub finds no mention, issue number, link or HTML there. A pipe would end the
 * table's column even there; after a backslash it can't be escaped.
 */
function code(text: string): string {
  if (text.trim() === '') return ''
  return `\`${text
    .replaceAll('`', "'")
    .replaceAll(/\\(?=\|)/g, '\\ ')
    .replaceAll('|', '\\|')}\``
}

function codeLines(text: string): string {
  return text.split('\n').map(code).join('<br>')
}

/** For words of matrix.yaml, whose authors may write anything but markup. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|~&]/g, '\\$&').replaceAll('\n', '<br>')
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
