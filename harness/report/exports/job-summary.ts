import { escaped, exceptionsTable, markdownTables, unfinishedWarning } from '../markdown.ts'
import { regressions } from '../regressions.ts'
import { summaryLine } from '../summary.ts'
import type { Published } from '../writer.ts'

/** What GitHub takes of a step's summary, in bytes. https://docs.github.com/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits */
export const summaryLimit = 1024 * 1024

/** For a job's page on GitHub: totals, regressions, and the matrix folded. What doesn't fit is left out and named. */
export function jobSummary(published: Published, limit = summaryLimit): string {
  const { results } = published
  const worse = regressions(published)
  const parts = [
    ['## Connectivity matrix', '', escaped(summaryLine(results))],
    unfinishedWarning(results),
    worse.length === 0 ? ['No regressions.'] : ['### Regressions', '', ...exceptionsTable(worse)],
    folded('The matrix', markdownTables(results)),
    folded('All that is not a plain pass', exceptionsTable(results.cells.filter(({ verdict }) => verdict !== 'pass'))),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${fitting(texts, limit).join('\n\n')}\n`
}

function folded(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>']
}

const leftOut = '_The rest is longer than GitHub takes here; it is in the reports of the run._'

/** As many whole parts as fit; of a part that doesn't, as many whole lines, unless it is folded. */
function fitting(texts: readonly string[], limit: number): string[] {
  let room = limit - Buffer.byteLength(leftOut) - 16
  const kept: string[] = []
  for (const text of texts) {
    const size = Buffer.byteLength(text) + 2
    if (size > room) {
      const start = text.startsWith('<details>') ? '' : linesWithin(text, room)
      return [...kept, ...(start === '' ? [] : [start]), leftOut]
    }
    kept.push(text)
    room -= size
  }
  return kept
}

function linesWithin(text: string, room: number): string {
  const lines: string[] = []
  let used = 2
  for (const line of text.split('\n')) {
    used += Buffer.byteLength(line) + 1
    if (used > room) break
    lines.push(line)
  }
  return lines.join('\n')
}
