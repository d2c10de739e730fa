import type { Connection } from '../../../protocol/messages.ts'
import { plantsIn } from '../../plant.ts'
import { inTheMiddle, together, type Lie } from '../lie.ts'
import { strangeConnection } from '../stranger.ts'
import { eventLines, listing } from '../words.ts'

const plant = plantsIn('direct', 'tcp+noise')

const renamed = (connection: Connection) => ({ ...connection, id: `${connection.id}-again` })

/** When it is first asked for a direct message, it says of its connection what `tales` makes of it. */
const inTheChat = (...tales: readonly ((connection: Connection) => { event: string; data: object })[]): Lie =>
  inTheMiddle(({ say, clock }) => {
    let opened: Connection | undefined
    let done = false
    return {
      onEvent: (event) => {
        if (event.event === 'connection-opened') opened = event.data['connection'] as Connection
        return [event]
      },
      onRequest: (request) => {
        if (request.method === 'direct-message' && opened !== undefined && !done) {
          done = true
          for (const tale of tales) say({ ...tale(opened), node: request.node, at: clock.now() })
        }
        return request
      },
    }
  })

const closed = (connection: Connection) => ({ event: 'connection-closed', data: { connection, reason: null } })
const opened = (connection: Connection) => ({ event: 'connection-opened', data: { connection } })

const strangerToo = eventLines('connection-opened', (event) => [
  event,
  { ...event, data: { connection: strangeConnection } },
])
const twice = (event: object) => [event, event]

/** When connections come and go, and how many there are. */
export const connectionLives = (['dialer', 'listener'] as const).flatMap((role) => [
  plant(
    role,
    'never says that the connection opened',
    eventLines('connection-opened', () => []),
  ),
  plant(role, 'says twice that the connection opened', eventLines('connection-opened', twice)),
  plant(role, 'says that the connection closed, and still lists it', inTheChat(closed)),
  plant(
    role,
    'says that a connection closed that never opened',
    inTheChat((connection) => closed(renamed(connection))),
  ),
  plant(
    role,
    'says that the connection was lost and found',
    together(
      inTheChat(closed, (connection) => opened(renamed(connection))),
      listing((all) => all.map(renamed)),
    ),
  ),
  plant(
    role,
    'says that another connection opened and closed',
    inTheChat(
      (connection) => opened(renamed(connection)),
      (connection) => closed(renamed(connection)),
    ),
  ),
  plant(
    role,
    'lists no connection',
    listing(() => []),
  ),
  plant(
    role,
    'lists the connection twice',
    listing((all) => [...all, ...all]),
  ),
  plant(
    role,
    'lists a second connection that nobody reported',
    listing((all) => [...all, ...all.map(renamed)]),
  ),
  plant(
    role,
    'lists a connection to a stranger too',
    listing((all) => [...all, strangeConnection]),
  ),
  plant(role, 'says that a connection to a stranger opened too', strangerToo),
  plant(
    role,
    'is connected to a stranger too',
    together(
      strangerToo,
      listing((all) => [...all, strangeConnection]),
    ),
  ),
])
