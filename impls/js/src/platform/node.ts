import { quic } from '@chainsafe/libp2p-quic'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { webRTC } from '@libp2p/webrtc'
import { webSocketsIn } from './node/web-sockets.ts'
import { webRTCDirectInNode } from './node/webrtc-direct.ts'
import type { Platform } from './platform.ts'
import { rtcConfiguration } from './webrtc.ts'

const bothWays = { dial: true, listen: true }
const tcpSockets = () => tcp()

/** WebTransport is missing because @libp2p/webtransport works in browsers only. */
export const nodePlatform: Platform = {
  toolchain: `Node.js ${process.version}`,
  relayServer: true,
  transports: {
    'tcp+noise': { ...bothWays, create: tcpSockets, security: noise() },
    'tcp+tls': { ...bothWays, create: tcpSockets, security: tls() },
    'ws+noise': { ...bothWays, create: webSocketsIn('ws'), security: noise() },
    'wss+noise': { ...bothWays, create: webSocketsIn('wss'), security: noise() },
    'quic-v1': { ...bothWays, create: () => quic() },
    'webrtc-direct': {
      ...bothWays,
      create: webRTCDirectInNode,
    },
    webrtc: { ...bothWays, create: (options) => webRTC({ rtcConfiguration: rtcConfiguration(options) }) },
  },
}
