// @libp2p/webrtc: a second WebRTC direct listener of a process answers from the port of the first.
//   npm install && node repro.js
// What a WebRTC direct listener does with node-datachannel when somebody dials it, once as @libp2p/webrtc does it and
// once with the port of the listener named.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { IceUdpMuxListener, PeerConnection } from 'node-datachannel'

const listeners = 3

async function boundSocket() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

async function freePort() {
  const socket = await boundSocket()
  const { port } = socket.address()
  await new Promise((resolve) => socket.close(resolve))
  return port
}

/** The listener's connection with a dialer at `remotePort`; `placed` says where it has to be. */
function connect(port, remotePort, placed) {
  const connection = new PeerConnection(`on ${port}`, {
    iceServers: [],
    enableIceUdpMux: true,
    ...placed,
    disableFingerprintVerification: true,
  })
  const user = `user${port}`
  const offer = [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `m=application ${remotePort} UDP/DTLS/SCTP webrtc-datachannel`,
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    `a=ice-ufrag:${user}`,
    `a=ice-pwd:${user.repeat(4)}`,
    `a=fingerprint:sha-256 ${Array(32).fill('BA').join(':')}`,
    'a=setup:active',
    'a=sctp-port:5000',
    `a=candidate:1 1 UDP 1 127.0.0.1 ${remotePort} typ host`,
    '',
  ].join('\r\n')
  connection.setRemoteDescription(offer, 'offer')
  return connection
}

/** Of so many listeners, how many have a connection that sends from another port than theirs. */
async function elsewhere(name, placeOf) {
  let count = 0
  for (let number = 1; number <= listeners; number++) {
    const port = await freePort()
    open.push(new IceUdpMuxListener(port, '127.0.0.1'))
    const dialer = await boundSocket()
    open.push(connect(port, dialer.address().port, placeOf(port)))
    const [, { port: source }] = await once(dialer, 'message', { signal: AbortSignal.timeout(5_000) })
    console.log(`${name}: listener ${number} is on port ${port}, its connection sends from port ${source}`)
    if (source !== port) count++
  }
  return count
}

/** Kept from the garbage collector. */
const open = []
const released = await elsewhere('as @libp2p/webrtc does', () => ({}))
const named = await elsewhere('with its port named', (port) => ({
  bindAddress: '127.0.0.1',
  portRangeBegin: port,
  portRangeEnd: port,
}))
if (named > 0) throw new Error('so it is with the port named: this shows nothing of @libp2p/webrtc')
console.log(`reproduced: ${released} of ${listeners - 1}`)
process.exit()
