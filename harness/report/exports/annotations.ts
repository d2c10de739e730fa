import { firstLine } from '../../domain/plain-text.ts'
import { observed } from '../explain.ts'
import { regressions } from '../regressions.ts'
import { howItEnded } from '../summary.ts'
import type { Published } from '../writer.ts'

/** GitHub shows no more errors of one step than this. */
const shown = 10

/**
 * Workflow commands that annotate a run on GitHub, one a line: for regressions only, so that nobody learns to look away.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 */
export function annotations(published: Published): string {
  const worse = regressions(published)
  const ended = howItEnded(published.results.run)
  const whole = ended === null ? [] : [command('The run is not whole', `${ended}: it does not say what it lacks`)]
  const room = shown - whole.length - (worse.length > shown - whole.length ? 1 : 0)
  const each = worse
    .slice(0, room)
    .map(({ id, verdict, outcome }) => command(`${verdict}: ${id}`, firstLine(observed(outcome))))
  const more = worse.length - each.length
  const rest = more > 0 ? [command('More regressions', `${more} more; the summary of the job has them`)] : []
  return [...whole, ...each, ...rest].map((line) => `${line}\n`).join('')
}

function command(title: string, message: string): string {
  return `::error title=${property(title)}::${data(message)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
