import type { Connection } from '../../protocol/messages.ts'
import type { Frame } from '../peer/messages.ts'
import type { Link, SocketAddress } from '../peer/network.ts'
import type { CircuitLimit } from '../peer/relay.ts'
import { inTheMiddle, together, type Lie } from './lie.ts'
import { tampers } from './wire.ts'
import { connections, hears } from './words.ts'

export const isCircuit = ({ remoteAddress }: Connection): boolean => remoteAddress?.includes('/p2p-circuit') === true

/** Changes what it says of connections through a relay. */
export const circuits = (change: (honest: Connection) => object, places?: Parameters<typeof connections>[1]): Lie =>
  connections((honest) => (isCircuit(honest) ? { ...honest, ...change(honest) } : honest), places)

/** A relay that keeps other limits than those that it is set to; clients hear of these, or others. */
export function keepsLimits(kept: Partial<CircuitLimit>, announced: 'as set' | CircuitLimit): Lie {
  let set: CircuitLimit = { seconds: 0, bytes: 0 }
  const starts = hears('start', (params) => {
    const { server = {} } = params['relay'] as { server?: { circuitSeconds?: number; circuitBytes?: number } }
    set = { seconds: server.circuitSeconds ?? 120, bytes: server.circuitBytes ?? 128 * 1024 }
    const { seconds, bytes } = { ...set, ...kept }
    return { ...params, relay: { server: { ...server, circuitSeconds: seconds, circuitBytes: bytes } } }
  })
  const announces = tampers({
    sent: (message) => {
      const frame = message as Frame
      const reserved = frame.kind === 'answer' && 'limit' in frame.body
      return reserved ? { ...frame, body: { limit: announced === 'as set' ? set : announced } } : message
    },
  })
  return together(starts, announces)
}

/** Ends that send what is for the circuit to each other directly, beside the relay. */
export function bypass(): Lie {
  let meeting: SocketAddress | undefined
  return inTheMiddle(({ network }) => {
    const receivers = new Set<(message: object) => void>()
    let beside: Promise<Link> | undefined
    const arrived = (message: object) => receivers.forEach((receiver) => receiver(message))
    const take = (link: Link) => {
      link.receive(arrived)
      return link
    }
    const wrap = (link: Link): Link => ({
      local: link.local,
      remote: link.remote,
      closed: link.closed,
      close: () => link.close(),
      send: (message) => {
        const frame = message as Frame
        if (frame.kind !== 'tell' || frame.body.tell !== 'circuit') return link.send(message)
        beside ??= network.dial(meeting ?? link.remote, new AbortController().signal).then(take)
        beside.then(
          (direct) => direct.send(message),
          () => {}, // nobody waits there: then it is lost
        )
      },
      receive: (receiver) => {
        if (receiver !== undefined) receivers.add(receiver)
        link.receive(receiver)
      },
    })
    return {
      network: {
        listen: network.listen,
        dial: async (to, signal) => {
          const link = await network.dial(to, signal)
          const here = { ...link.local, port: 0 }
          const binding = await network.listen(here, (direct) => void (beside = Promise.resolve(take(direct))))
          meeting ??= binding.at
          return wrap(link)
        },
      },
    }
  })
}
