import { Violation, type Family } from '../rule.ts'

const shown = 3

/** Comes last: it looks back on what all other rules made the program say. */
export const allAlong: Family = {
  name: 'all along',
  rules: [
    {
      title: 'every line on stdout was a well-formed message, and every answer the only one to its request',
      check: async (bench) => {
        const breaches = bench.breaches()
        const rest = breaches.length > shown ? [`and ${breaches.length - shown} more`] : []
        if (breaches.length > 0) throw new Violation([...breaches.slice(0, shown), ...rest].join('\n'))
        return undefined
      },
    },
  ],
}
