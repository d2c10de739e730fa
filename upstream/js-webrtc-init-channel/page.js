// In the browser: two nodes that meet through the relay.
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { webRTC } from '@libp2p/webrtc'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const startNode = (listen) =>
  createLibp2p({
    addresses: { listen },
    transports: [webSockets(), circuitRelayTransport(), webRTC({ rtcConfiguration: { iceServers: [] } })],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify() },
  })

const webrtcAddress = (node) => node.getMultiaddrs().find((address) => address.toString().includes('/webrtc'))

async function reserved(node) {
  while (webrtcAddress(node) === undefined) {
    await new Promise((resolve) => node.addEventListener('self:peer:update', resolve, { once: true }))
  }
  return multiaddr(webrtcAddress(node).toString())
}

globalThis.dialOnce = async (relayAddress) => {
  const listener = await startNode([`${relayAddress}/p2p-circuit`, '/webrtc'])
  const address = await reserved(listener)
  const dialer = await startNode([])
  const what = await dialer.dial(address, { signal: AbortSignal.timeout(6_000) }).then(
    () => 'connected',
    (error) => {
      const open = listener.getConnections(dialer.peerId).some(({ multiplexer }) => multiplexer === '/webrtc')
      if (error.name !== 'TimeoutError') return `fails: ${error.name}: ${error.message}`
      return open ? 'hangs, although the listener has the connection open' : 'hangs, and the listener has no connection'
    },
  )
  await Promise.all([dialer.stop(), listener.stop()])
  return what
}
