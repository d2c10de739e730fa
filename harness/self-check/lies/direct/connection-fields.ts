import type { Connection } from '../../../protocol/messages.ts'
import { plantsIn } from '../../plant.ts'
import { stranger } from '../stranger.ts'
import { connections } from '../words.ts'

const plant = plantsIn('direct', 'tcp+noise')

type Change = (honest: Connection) => Partial<Record<keyof Connection, unknown>>

const quic = (address: string | null) => address?.replace('/tcp/', '/udp/').concat('/quic-v1') ?? null
const turned = ({ direction }: Connection) => (direction === 'inbound' ? 'outbound' : 'inbound')

const changes = {
  'another peer id': () => ({ peerId: stranger }),
  'a remote address on another host': () => ({ remoteAddress: '/ip4/203.0.113.9/tcp/9' }),
  'a remote address with another port': ({ remoteAddress }) => ({
    remoteAddress: remoteAddress?.replace(/tcp\/\d+/, 'tcp/9'),
  }),
  'a remote address of another transport': ({ remoteAddress }) => ({ remoteAddress: `${remoteAddress}/ws` }),
  'a remote address of another protocol': ({ remoteAddress }) => ({ remoteAddress: quic(remoteAddress) }),
  'a remote address with the peer id of a stranger': ({ remoteAddress }) => ({
    remoteAddress: `${remoteAddress}/p2p/${stranger}`,
  }),
  'a remote address through a relay': ({ remoteAddress }) => ({
    remoteAddress: `${remoteAddress}/p2p/${stranger}/p2p-circuit`,
  }),
  'a remote address that is not a multiaddr': () => ({ remoteAddress: '/nonsense' }),
  'a local address on another host': () => ({ localAddress: '/ip4/203.0.113.8/tcp/8' }),
  'a local address with another port': ({ localAddress }) => ({
    localAddress: localAddress?.replace(/tcp\/\d+/, 'tcp/8'),
  }),
  'a local address of another protocol': ({ localAddress }) => ({ localAddress: quic(localAddress) }),
  'the other direction': (honest) => ({ direction: turned(honest) }),
  'another security': () => ({ security: '/plaintext/2.0.0' }),
  'another muxer': () => ({ muxer: '/mplex/6.7.0' }),
  'a limit': () => ({ limited: true }),
} satisfies Record<string, Change>

/** A field of the connection said wrongly wherever the connection is spoken of. */
export const connectionFields = Object.entries<Change>(changes).flatMap(([what, change]) => {
  const lie = connections((honest) => ({ ...honest, ...change(honest) }))
  return [
    plant('dialer', `has a connection with ${what}`, lie),
    plant('listener', `has a connection with ${what}`, lie),
    plant(['dialer', 'listener'], `both have a connection with ${what}`, lie),
  ]
})

const elsewhere = {
  'another id': ({ id }) => ({ id: `${id}-again` }),
  'another peer id': changes['another peer id'],
  'another remote address': changes['a remote address on another host'],
  'another local address': changes['a local address on another host'],
  'the other direction': changes['the other direction'],
  'another security': changes['another security'],
  'another muxer': changes['another muxer'],
  'a limit': changes['a limit'],
} satisfies Record<string, Change>

const places = {
  'the answer to dial': ['dialer', 'dial'],
  'the news that it opened': ['dialer', 'opened'],
  'the list of connections': ['dialer', 'listed'],
  'the news of the listener that it opened': ['listener', 'opened'],
  "the listener's list of connections": ['listener', 'listed'],
} as const

/** A field of the connection said otherwise in one place than in the others. */
export const contradictions = Object.entries(places).flatMap(([place, [role, where]]) =>
  Object.entries<Change>(elsewhere).map(([what, change]) =>
    plant(
      role,
      `has ${what} in ${place}`,
      connections((honest) => ({ ...honest, ...change(honest) }), [where]),
    ),
  ),
)
