import type { BreachOf } from '../../protocol/exchange.ts'
import { Violation, type Family, type Rule } from '../rule.ts'

const shown = 3

/** Comes last: it looks back on what all other rules made the program say. */
export const allAlong: Family = {
  name: 'all along',
  rules: [
    withoutBreach(
      'lines',
      'every line on stdout was a well-formed message: JSON in UTF-8, at most 1 MiB, ended by \\n',
    ),
    withoutBreach('answers', 'every request was answered once, by its own id, and nothing else was'),
    withoutBreach('events', 'only live nodes reported events, by a clock that does not run backwards'),
  ],
}

function withoutBreach(of: BreachOf, title: string): Rule {
  return {
    title,
    check: async (bench) => {
      const breaches = bench.breaches().filter((breach) => breach.of === of)
      const rest = breaches.length > shown ? [`and ${breaches.length - shown} more`] : []
      const whys = breaches.slice(0, shown).map(({ why }) => why)
      if (breaches.length > 0) throw new Violation([...whys, ...rest].join('\n'))
      return undefined
    },
  }
}
