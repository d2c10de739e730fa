import { noise } from '@libp2p/noise'
import { webRTC, webRTCDirect } from '@libp2p/webrtc'
import { webSockets } from '@libp2p/websockets'
import { webTransport } from '@libp2p/webtransport'
import type { Platform, TransportFactory } from './platform.ts'
import { WebSocketsOfScheme } from './web-sockets.ts'
import { rtcConfiguration } from './webrtc.ts'

const dialOnly = { dial: true, listen: false }

const webSocketsTo = (scheme: 'ws' | 'wss') => (): TransportFactory => (components) =>
  new WebSocketsOfScheme(scheme, webSockets()(components))

/**
 * What a page can do: it has no sockets, and nothing that listens but a peer connection signalled through a relay.
 * Whom it trusts is settled where its browser is launched, so `tls.authority` has no effect here.
 */
export const browserPlatform = (toolchain: string): Platform => ({
  toolchain,
  relayServer: false,
  transports: {
    'ws+noise': { ...dialOnly, create: webSocketsTo('ws'), security: noise() },
    'wss+noise': { ...dialOnly, create: webSocketsTo('wss'), security: noise() },
    webtransport: { ...dialOnly, create: () => webTransport() },
    'webrtc-direct': {
      ...dialOnly,
      create: (options) => webRTCDirect({ rtcConfiguration: rtcConfiguration(options) }),
    },
    webrtc: {
      dial: true,
      listen: true,
      create: (options) => webRTC({ rtcConfiguration: rtcConfiguration(options) }),
    },
  },
})
