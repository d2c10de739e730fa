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
