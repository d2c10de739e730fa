import { UserError } from '../../domain/errors.ts'
import type { RunResults } from '../../domain/results.ts'
import { markdownTable } from '../markdown.ts'
import { connectsEnds } from '../site/links.ts'
import { howItEnded } from '../summary.ts'
import { verdictSymbols } from '../symbols.ts'
import { waysOf } from '../ways.ts'

const begin = '<!-- connectivity matrix: begin -->'
const end = '<!-- connectivity matrix: end -->'

/** `text` with what stands between the two markers made anew; `name` is how the user calls the file. */
export function refreshedReadme(text: string, name: string, results: RunResults): string {
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from === -1 || to === -1) {
    throw new UserError(`${name} has no place for the matrix`, {
      hint: `write these two lines where it is to stand:\n${begin}\n${end}`,
    })
  }
  return `${text.slice(0, from + begin.length)}\n\n${block(results)}\n\n${text.slice(to)}`
}

/** By what each pair connects. */
function block({ run, cells }: RunResults): string {
  const asked = cells.filter(({ scenario }) => connectsEnds[scenario])
  const byPair = Map.groupBy(asked, ({ dialer, listener }) => `${dialer}:${listener}`)
  const names = [...new Set(asked.flatMap(({ dialer, listener }) => [dialer, listener]))]
  const listeners = names.filter((name) => asked.some(({ listener }) => listener === name))
  const square = (dialer: string, listener: string) =>
    waysOf(byPair.get(`${dialer}:${listener}`) ?? [])
      .map(({ name, verdict }) => `${verdictSymbols[verdict].split(' ')[0]} ${name}`)
      .join('<br>')
  const rows = names
    .filter((name) => asked.some(({ dialer }) => dialer === name))
    .map((dialer) => [`**${dialer}**`, ...listeners.map((listener) => square(dialer, listener))])
  const ended = howItEnded(run)
  return [
    `By what they connect, ${run.startedAt.slice(0, 10)}${ended === null ? '' : `, **${ended}**`}; dialers down, listeners across.`,
    '',
    ...markdownTable(['', ...listeners], rows),
  ].join('\n')
}
