export const transportNames = [
  'tcp+noise',
  'tcp+tls',
  'ws+noise',
  'wss+noise',
  'quic-v1',
  'webtransport',
  'webrtc-direct',
  'webrtc',
] as const

export type TransportName = (typeof transportNames)[number]
