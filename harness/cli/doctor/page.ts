import type { Paint, Style } from '../../report/paint.ts'
import type { Finding, Section, State } from './findings.ts'

const marks: Readonly<Record<State, { readonly symbol: string; readonly style: Style }>> = {
  good: { symbol: '✓', style: 'green' },
  bad: { symbol: '✗', style: 'red' },
  lacking: { symbol: '!', style: 'yellow' },
  fact: { symbol: ' ', style: 'dim' },
}

/** One column of names for all sections, so that the eye can run down it. */
export function doctorPage(sections: readonly Section[], paint: Paint): string {
  const width = Math.max(...sections.flatMap(({ findings }) => findings.map(({ what }) => what.length)))
  return sections.map((section) => sectionText(section, width, paint)).join('\n')
}

function sectionText({ title, findings }: Section, width: number, paint: Paint): string {
  const lines = findings.flatMap((finding) => findingLines(finding, width, paint))
  return [paint('bold', title), ...lines].map((line) => `${line}\n`).join('')
}

function findingLines({ state, what, detail, notes = [], fix }: Finding, width: number, paint: Paint): string[] {
  const { symbol, style } = marks[state]
  const indent = ' '.repeat(width + 6)
  const [first = '', ...rest] = detail.split('\n')
  return [
    `  ${paint(style, symbol)} ${what.padEnd(width)}  ${first}`,
    ...[...rest, ...notes].map((line) => `${indent}${paint('dim', line)}`),
    ...(fix === undefined ? [] : fix.split('\n').map((line) => `${indent}${paint('cyan', `fix: ${line}`)}`)),
  ]
}
