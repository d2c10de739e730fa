/** A transport of the matrix: how a connection is carried, secured and (where it matters) upgraded. */
export const transports = [
  'tcp+noise',
  'tcp+tls',
  'ws+noise',
  'wss+noise',
  'quic-v1',
  'webtransport',
  'webrtc-direct',
  'webrtc',
] as const

export type Transport = (typeof transports)[number]

/** How a connection over a transport must look to the libraries at its ends. */
export interface TransportTraits {
  /** What its multiaddr says. */
  readonly carrier: Carrier
  /** Protocol ids of the negotiated security and muxer; `null`: built into the carrier, libraries name it variously. */
  readonly security: string | null
  readonly muxer: string | null
}

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

/** What a multiaddr tells of how a connection is carried. `udp` and `unknown`: it does not tell enough. */
export type Carrier = (typeof carriers)[number]

const yamux = '/yamux/1.0.0'
const noise = '/noise'

export const transportTraits: Readonly<Record<Transport, TransportTraits>> = {
  'tcp+noise': { carrier: 'tcp', security: noise, muxer: yamux },
  'tcp+tls': { carrier: 'tcp', security: '/tls/1.0.0', muxer: yamux },
  'ws+noise': { carrier: 'ws', security: noise, muxer: yamux },
  'wss+noise': { carrier: 'wss', security: noise, muxer: yamux },
  'quic-v1': { carrier: 'quic-v1', security: null, muxer: null },
  webtransport: { carrier: 'webtransport', security: null, muxer: null },
  'webrtc-direct': { carrier: 'webrtc-direct', security: null, muxer: null },
  webrtc: { carrier: 'webrtc', security: null, muxer: null },
}
