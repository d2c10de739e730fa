import type { Handshake } from '../peer/messages.ts'
import type { Link, Network, SocketAddress } from '../peer/network.ts'
import { inTheMiddle, type Lie, type Means } from './lie.ts'

/** What becomes of messages between nodes; `undefined`: they are lost. */
export interface Tampering {
  readonly sent?: (message: object, means: Means) => object | undefined
  readonly received?: (message: object, means: Means) => object | undefined
}

/** Changes what goes over the links of its nodes. */
export function tampers({ sent, received }: Tampering): Lie {
  return inTheMiddle((means) => ({
    network: tampered(
      means.network,
      (message) => (sent === undefined ? message : sent(message, means)),
      (message) => (received === undefined ? message : received(message, means)),
    ),
  }))
}

type Change = (message: object) => object | undefined

function tampered(network: Network, sent: Change, received: Change): Network {
  const wrap = (link: Link): Link => ({
    local: link.local,
    remote: link.remote,
    closed: link.closed,
    close: () => link.close(),
    send: (message) => {
      const changed = sent(message)
      if (changed !== undefined) link.send(changed)
    },
    receive: (receiver) =>
      link.receive(
        receiver &&
          ((message) => {
            const changed = received(message)
            if (changed !== undefined) receiver(changed)
          }),
      ),
  })
  return {
    listen: (at, accept) => network.listen(at, (link) => accept(wrap(link))),
    dial: async (to, signal) => wrap(await network.dial(to, signal)),
  }
}

/** Takes whoever answers for the one that it dialled. */
export const trustsAnybody: Lie = inTheMiddle(({ network }) => {
  let wanted = ''
  return {
    onRequest: (request) => {
      if (request.method === 'dial') wanted = String(request.params?.['address'])
      return request
    },
    network: tampered(
      network,
      (message) => message,
      (message) => {
        const handshake = message as Handshake
        if (handshake.kind !== 'listener') return message
        const [certhash] = [...wanted.matchAll(/\/certhash\/([^/]+)/g)].map(([, hash]) => hash)
        return { ...handshake, peerId: wanted.split('/p2p/').at(-1), certhash: certhash ?? null }
      },
    ),
  }
})

/** Nodes with this lie speak TCP where they say that they speak a protocol over UDP. */
export const tcpForUdp: Lie = inTheMiddle(({ network }) => {
  const as = (at: SocketAddress, layer: 'tcp' | 'udp') => ({ ...at, layer })
  const wrap = (link: Link): Link => ({
    local: as(link.local, 'udp'),
    remote: as(link.remote, 'udp'),
    closed: link.closed,
    close: () => link.close(),
    send: (message) => link.send(message),
    receive: (receiver) => link.receive(receiver),
  })
  return {
    network: {
      listen: async (at, accept) => {
        const binding = await network.listen(as(at, 'tcp'), (link) => accept(wrap(link)))
        return { at: as(binding.at, 'udp'), close: () => binding.close() }
      },
      dial: async (to, signal) => wrap(await network.dial(as(to, 'tcp'), signal)),
    },
  }
})
