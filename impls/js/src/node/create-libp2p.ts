import { circuitRelayServer, circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { generateKeyPair, generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import type { PrivateKey } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { fromString as bytesFromString } from 'uint8arrays/from-string'
import type { TransportSupport } from '../platform/platform.ts'
import type { StartOptions } from '../protocol/methods.ts'
import type { TransportName } from '../protocol/transport.ts'
import { announcedAddresses } from './announced-addresses.ts'
import { reservations } from './reservations.ts'

export type Libp2pNode = Awaited<ReturnType<typeof createLibp2pNode>>

/** How long a request may take is for its own deadline to say, not for the library's default. */
const longerThanAnyDeadline = 600_000

/** Not started yet, so that nobody can miss an event. */
export async function createLibp2pNode(options: StartOptions, asked: Map<TransportName, TransportSupport>) {
  const { listen, announce = [], relay } = options
  const supports = [...asked.values()]
  const circuits = relay?.client === true || asked.has('webrtc') ? [circuitRelayTransport()] : []
  return createLibp2p({
    start: false,
    privateKey: await privateKeyOf(options),
    addresses: { listen, announce },
    transports: [...circuits, ...transportsOf(supports, options)],
    connectionEncrypters: securityOf(supports),
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionManager: {
      addressDialTimeout: longerThanAnyDeadline,
      // Connections per second and IP address: in a lab everybody has the same one.
      inboundConnectionThreshold: Infinity,
    },
    services: {
      identify: identify(),
      ping: ping(),
      pubsub: gossipsub({ globalSignaturePolicy: 'StrictSign', floodPublish: true }),
      reservations: reservations(),
      announcedAddresses: announcedAddresses(),
      ...(relay?.server && { relay: circuitRelayServer({ reservations: relayLimits(relay.server) }) }),
    },
  })
}

const privateKeyOf = ({ keySeed }: StartOptions): Promise<PrivateKey> =>
  keySeed === undefined
    ? generateKeyPair('Ed25519')
    : generateKeyPairFromSeed('Ed25519', bytesFromString(keySeed, 'hex'))

const transportsOf = (supports: TransportSupport[], options: StartOptions) =>
  [...new Set(supports.map(({ create }) => create))].map((create) => create(options))

/** What secures a circuit where no transport of this node needs anything. */
const securityOfCircuits = noise()

function securityOf(supports: TransportSupport[]) {
  const offered = new Set(supports.flatMap(({ security }) => security ?? []))
  return offered.size > 0 ? [...offered] : [securityOfCircuits]
}

type RelayLimits = NonNullable<NonNullable<StartOptions['relay']>['server']>

function relayLimits({ reservationSeconds, circuitSeconds, circuitBytes }: RelayLimits) {
  return {
    ...(reservationSeconds !== undefined && { reservationTtl: reservationSeconds * 1000 }),
    // Enforced as milliseconds, as is right, and also announced as such, although the protocol has seconds there.
    ...(circuitSeconds !== undefined && { defaultDurationLimit: circuitSeconds * 1000 }),
    ...(circuitBytes !== undefined && { defaultDataLimit: BigInt(circuitBytes) }),
  }
}
