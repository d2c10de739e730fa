import { plainLine } from '../domain/plain-text.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Difference } from './diff.ts'
import type { DigestRun } from './digest.ts'
import { formatMs } from './duration.ts'
import { type Paint, verdictStyles } from './paint.ts'
import { verdictSymbols } from './symbols.ts'

/** The difference of two runs for a terminal; what became worse stands first. */
export function diffText({ before, after, versions, verdicts, timings }: Difference, paint: Paint): string {
  const worse = verdicts.filter(({ isWorse }) => isWorse)
  const other = verdicts.filter(({ isWorse }) => !isWorse)
  const cell = ({ id, ...change }: Difference['verdicts'][number]) =>
    `  ${named(change.before, paint)} → ${named(change.after, paint)}  ${plainLine(id)}`
  const sections = [
    [`before  ${runLine(before)}`, `after   ${runLine(after)}`],
    section(
      'versions',
      versions.map(
        (change) => `  ${plainLine(change.implementation)}: ${shown(change.before)} → ${shown(change.after)}`,
      ),
    ),
    section(`worse: ${worse.length}`, worse.map(cell)),
    section(`changed otherwise: ${other.length}`, other.map(cell)),
    section(
      'connect times beyond noise, medians',
      timings.map(
        ({ way, cells, ratio, ...ms }) =>
          `  ${plainLine(way)}: ${formatMs(ms.before)} → ${formatMs(ms.after)}, ${ratio.toFixed(2)} times (${cells} cells)`,
      ),
    ),
    ...(versions.length + verdicts.length + timings.length === 0 ? [['nothing changed']] : []),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines]
}

function runLine({ id, commit, dirty, complete }: DigestRun): string {
  const source =
    commit === null ? '' : `, commit ${plainLine(commit).slice(0, 12)}${dirty === true ? ' with changes' : ''}`
  return `${plainLine(id)}${source}${complete ? '' : ', INCOMPLETE'}`
}

function named(verdict: Verdict | null, paint: Paint): string {
  return verdict === null
    ? 'not there'
    : paint(verdictStyles[verdict], `${verdictSymbols[verdict].split(' ')[0]} ${verdict}`)
}

function shown(version: string | null): string {
  return version === null ? 'not there' : plainLine(version)
}
