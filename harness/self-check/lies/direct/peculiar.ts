import { plantsIn } from '../../plant.ts'
import { events, eventLines, connections } from '../words.ts'
import { inTheMiddle, type Lie } from '../lie.ts'

const plant = plantsIn('direct', 'tcp+noise')
const passes = { verdict: 'pass' } as const

/** Asks its honest self one request after the other, and answers late but in time. */
const slow: Lie = inTheMiddle(({ clock, say }) => ({
  onAnswer: (answer) => {
    void clock.after(500, new AbortController().signal).then(() => say(answer))
    return []
  },
}))

/** What is unusual, and no lie: whoever is caught for it is caught wrongly. */
export const peculiar = (['dialer', 'listener'] as const).flatMap((role) => [
  plant(
    role,
    'has U+2028 in what identify brought',
    events('identified', (data) => ({ ...data, protocols: ['/a\u2028b'] })),
    passes,
  ),
  plant(
    role,
    'has an agent of no words',
    events('identified', (data) => ({ ...data, agent: null })),
    passes,
  ),
  plant(
    role,
    'does not say what its connection is like',
    connections((honest) => ({
      ...honest,
      remoteAddress: null,
      localAddress: null,
      security: null,
      muxer: null,
      limited: null,
    })),
    role === 'listener' ? passes : {}, // a dialer knows what it dialled
  ),
  plant(
    role,
    'says more than it is asked',
    eventLines('connection-opened', (event) => [{ ...event, mood: 'fine' }]),
    passes,
  ),
  plant(role, 'takes half a second for everything', slow, passes),
])
