/** The protocol under a transport, as the wire witness sees it. */
export type Layer = 'tcp' | 'udp'

/** What a multiaddr says of how a connection is carried. `udp` and `unknown`: it does not say enough. */
export const carriers = [
  'tcp',
  'ws',
  'wss',
  'quic-v1',
  'webtransport',
  'webrtc-direct',
  'webrtc',
  'circuit',
  'udp',
  'unknown',
] as const

export type Carrier = (typeof carriers)[number]

/** A transport of the matrix: how a connection is carried, secured and (where it matters) multiplexed. */
export interface TransportRow {
  readonly carrier: Carrier
  /** The protocol under it, as the wire witness sees it. */
  readonly layer: Layer
  /** Protocol ids of the negotiated security and muxer; `null`: built into the carrier, libraries name it variously. */
  readonly security: string | null
  readonly muxer: string | null
  /**
   * What follows the IP address in the multiaddr of a listener, with port 0 for any free one; `null`: it does not
   * listen on an address of its own, but is reached through a relay.
   */
  readonly listen: string | null
  /** Whether a listener needs a certificate of the run's own authority, and a dialer that authority. */
  readonly tls: boolean
  /** Whether its multiaddrs carry hashes of the listener's certificates. */
  readonly certhash: boolean
  /**
   * An inbound connection's remote address is often only the socket that it came from; what speaks for the transport
   * then is that the listener offers nothing else.
   */
  readonly inbound: readonly Carrier[]
  /** Whether the listener ends the handshake one message before the dialer knows who it is. */
  readonly listenerIsDoneFirst: boolean
  /** How long its cells take, compared with others: the slow ones are played first. */
  readonly cost: number
}

const noise = '/noise'
const yamux = '/yamux/1.0.0'
const plain = { tls: false, certhash: false, inbound: [], listenerIsDoneFirst: false, cost: 0 } as const
const overTcp = { ...plain, layer: 'tcp', muxer: yamux } as const
const overUdp = { ...plain, layer: 'udp', security: null, muxer: null } as const

/** The one place that knows the transports, in the order of plans and reports. */
export const transportTable = {
  'tcp+noise': { ...overTcp, carrier: 'tcp', security: noise, listen: '/tcp/0' },
  'tcp+tls': { ...overTcp, carrier: 'tcp', security: '/tls/1.0.0', listen: '/tcp/0' },
  'ws+noise': { ...overTcp, carrier: 'ws', security: noise, listen: '/tcp/0/ws', inbound: ['tcp'] },
  'wss+noise': {
    ...overTcp,
    carrier: 'wss',
    security: noise,
    listen: '/tcp/0/tls/ws',
    tls: true,
    inbound: ['tcp', 'ws'],
  },
  'quic-v1': { ...overUdp, carrier: 'quic-v1', listen: '/udp/0/quic-v1' },
  webtransport: {
    ...overUdp,
    carrier: 'webtransport',
    listen: '/udp/0/quic-v1/webtransport',
    certhash: true,
    cost: 1,
  },
  /** The listener starts the Noise handshake: https://github.com/libp2p/specs/blob/master/webrtc/webrtc-direct.md */
  'webrtc-direct': {
    ...overUdp,
    carrier: 'webrtc-direct',
    listen: '/udp/0/webrtc-direct',
    certhash: true,
    inbound: ['udp'],
    listenerIsDoneFirst: true,
    cost: 3,
  },
  webrtc: { ...overUdp, carrier: 'webrtc', listen: null, cost: 2 },
} as const satisfies Record<string, TransportRow>

export type Transport = keyof typeof transportTable
export const transports = Object.keys(transportTable) as [Transport, ...Transport[]]

export function transportRow(transport: Transport): TransportRow {
  return transportTable[transport]
}

/** Where a node listens: any free port of that IP address, or `/webrtc` for what is reached through a relay. */
export function listenAddress(transport: Transport, ip: string): string {
  const { listen } = transportRow(transport)
  return listen === null ? `/${transport}` : `${ip.includes(':') ? '/ip6' : '/ip4'}/${ip}${listen}`
}
