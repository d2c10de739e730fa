import type { Transport } from '../domain/transport.ts'

/** Where a node listens for a transport: any free port of that IP address. */
export function listenAddress(transport: Transport, ip: string): string {
  const host = `/ip4/${ip}`
  switch (transport) {
    case 'tcp+noise':
    case 'tcp+tls':
      return `${host}/tcp/0`
    case 'ws+noise':
      return `${host}/tcp/0/ws`
    case 'wss+noise':
      return `${host}/tcp/0/tls/ws`
    case 'quic-v1':
      return `${host}/udp/0/quic-v1`
    case 'webtransport':
      return `${host}/udp/0/quic-v1/webtransport`
    case 'webrtc-direct':
      return `${host}/udp/0/webrtc-direct`
    case 'webrtc':
      return '/webrtc'
  }
}
