import type { Connection } from '../../protocol/messages.ts'
import { plantsIn } from '../plant.ts'
import { backdoor } from './backdoor.ts'
import { bypass, isCircuit } from './circuits.ts'
import { deathsIn } from './deaths.ts'
import { inTheMiddle, together, type Event, type Lie } from './lie.ts'
import { reservedAt } from './reservations.ts'
import { stranger, strangeConnection } from './stranger.ts'
import { tcpForUdp } from './wire.ts'
import { connections, eventLines, events, hears, listing, listsAllItHad, onlySays } from './words.ts'

const plant = plantsIn('webrtc', 'webrtc')
const ends = ['dialer', 'listener'] as const

const isWebrtc = ({ remoteAddress }: Connection): boolean => remoteAddress?.includes('/webrtc') === true
const webrtcs = (change: (honest: Connection) => object) =>
  connections((honest) => (isWebrtc(honest) ? { ...honest, ...change(honest) } : honest))

/** Dials the circuit alone, and says that it is WebRTC. */
const relayedWebrtc = together(
  hears('dial', ({ address, ...params }) => ({ ...params, address: String(address).replace('/webrtc', '') })),
  connections((honest) =>
    isCircuit(honest)
      ? {
          ...honest,
          limited: false,
          remoteAddress: honest.remoteAddress?.replace('/p2p-circuit', '/p2p-circuit/webrtc'),
        }
      : honest,
  ),
)

/** Keeps the first message back until the second has come. */
function swapsGossip(): Lie {
  return inTheMiddle(() => {
    let first: Event | undefined
    let done = false
    return {
      onEvent: (event) => {
        if (event.event !== 'message' || done) return [event]
        if (first === undefined) {
          first = event
          return []
        }
        done = true
        return [event, first]
      },
    }
  })
}

export const webrtc = [
  plant(
    'listener',
    'has no WebRTC address',
    reservedAt((all) => all.filter((one) => !one.includes('/webrtc'))),
  ),
  plant(
    'listener',
    'has no address at all',
    reservedAt(() => []),
  ),
  ...ends.flatMap((role) => [
    plant(
      role,
      'has a WebRTC connection that is limited',
      webrtcs(() => ({ limited: true })),
    ),
    plant(
      role,
      'has a circuit in place of a WebRTC connection',
      webrtcs(({ remoteAddress, peerId }) => ({
        remoteAddress: remoteAddress?.includes('/p2p-circuit')
          ? remoteAddress.replace('/webrtc', '')
          : `/p2p-circuit/p2p/${peerId}`,
      })),
    ),
    plant(
      role,
      'has a WebRTC connection to a stranger',
      webrtcs(() => ({ peerId: stranger })),
    ),
    plant(
      role,
      'has a WebRTC connection through another relay',
      webrtcs(({ remoteAddress }) => ({
        remoteAddress: `/ip4/203.0.113.9/tcp/9/ws/p2p/${stranger}/p2p-circuit${remoteAddress?.replace(/.*\/p2p-circuit/, '')}`,
      })),
    ),
    plant(
      role,
      'never says that it lost the relay',
      eventLines('connection-closed', (event) => (isWebrtc(event.data['connection'] as Connection) ? [event] : [])),
    ),
    plant(role, 'still lists the connection to the relay', listsAllItHad()),
    plant(
      role,
      'lost the WebRTC connection with the relay',
      listing((all) => all.filter((one) => !isWebrtc(one))),
    ),
    plant(
      role,
      'is connected to a stranger too',
      listing((all) => [...all, strangeConnection]),
    ),
    plant(
      role,
      'got gossip twice',
      eventLines('message', (event) => [event, event]),
    ),
    plant(
      role,
      'got its gossip from the relay',
      events('message', (data) => ({ ...data, receivedFrom: stranger })),
    ),
    plant(role, 'got all gossip in another order', swapsGossip()),
    plant(
      role,
      'got another direct message',
      events('direct-message', (data) => ({ ...data, text: 'hello' })),
    ),
  ]),
  plant(ends, 'both are relayed, and call it WebRTC', relayedWebrtc),
  plant(ends, 'both meet without a socket for WebRTC', backdoor('udp')),
  plant(ends, 'both speak TCP', tcpForUdp),
  plant(ends, 'both go beside the relay', together(relayedWebrtc, bypass())),
  plant('relay', 'stops nothing', onlySays('stop', { result: {} })),
  plant('relay', 'cannot stop', onlySays('stop', { error: { code: 'failed', message: 'busy' } })),
  ...deathsIn(plant, { dialer: ['dial', 'publish'], listener: ['reserve', 'publish'], relay: ['start', 'stop'] }),
]
