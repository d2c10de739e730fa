// node-datachannel: IceUdpMuxListener.stop() while STUN requests arrive crashes the process, or hangs it.
//   npm install && node repro.js [processes]
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { IceUdpMuxListener, PeerConnection } from 'node-datachannel'

const listenersEach = 200
const hangsAfterMs = 10_000

/** What an ICE agent sends first, for a user that the listener does not know: RFC 8489, RFC 8445. */
function bindingRequest(user) {
  const attribute = (type, value) => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(type, 0)
    head.writeUInt16BE(value.length, 2)
    return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)])
  }
  const attributes = Buffer.concat([
    attribute(0x0006, Buffer.from(`${user}:${user}`)), // USERNAME
    attribute(0x0008, Buffer.alloc(20)), // MESSAGE-INTEGRITY, which nobody can check yet
  ])
  const header = Buffer.concat([
    Buffer.from([0, 1, 0, attributes.length]),
    Buffer.from('2112a442', 'hex'),
    randomBytes(12),
  ])
  return Buffer.concat([header, attributes])
}

/** Answers the first request as a WebRTC direct listener does. */
function answer({ ufrag, port }, localPort) {
  const connection = new PeerConnection('answer', {
    iceServers: [],
    enableIceUdpMux: true,
    bindAddress: '127.0.0.1',
    portRangeBegin: localPort,
    portRangeEnd: localPort,
    disableFingerprintVerification: true,
  })
  const offer = [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `m=application ${port} UDP/DTLS/SCTP webrtc-datachannel`,
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${ufrag}`,
    `a=fingerprint:sha-256 ${Array(32).fill('BA').join(':')}`,
    'a=setup:active',
    'a=sctp-port:5000',
    '',
  ].join('\r\n')
  connection.setRemoteDescription(offer, 'offer')
  return connection
}

/** In a process of its own: opens a listener, sends it requests for some milliseconds, and stops it meanwhile. */
async function openAndStop() {
  const socket = createSocket('udp4')
  for (let number = 1; number <= listenersEach; number++) {
    const port = await freePort()
    const listener = new IceUdpMuxListener(port, '127.0.0.1')
    let connection
    listener.onUnhandledStunRequest((request) => (connection ??= answer(request, port)))
    const end = performance.now() + 5 + Math.random() * 20
    for (let sent = 0; performance.now() < end; sent++) {
      socket.send(bindingRequest(`user${String(sent >> 2).padStart(6, '0')}`), port, '127.0.0.1')
      if (sent % 4 === 3) await new Promise(setImmediate)
    }
    listener.stop()
    connection?.close()
    process.send(number)
  }
  process.exit()
}

async function freePort() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  await new Promise((resolve) => socket.close(resolve))
  return port
}

/** How such a process ends: `null` if all went well. */
async function play() {
  const child = fork(import.meta.filename, ['child'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  let stopped = 0
  let hung = false
  let watch
  const rewind = () => {
    clearTimeout(watch)
    watch = setTimeout(() => {
      hung = true
      child.kill('SIGKILL')
    }, hangsAfterMs)
  }
  rewind()
  child.on('message', (number) => {
    stopped = number
    rewind()
  })
  const [code, signal] = await once(child, 'exit')
  clearTimeout(watch)
  if (code === 0) return null
  return `${hung ? 'stands still' : (signal ?? `exit code ${code}`)} after ${stopped} of ${listenersEach} listeners`
}

if (process.argv[2] === 'child') await openAndStop()
else {
  const processes = Number(process.argv[2] ?? 10)
  let bad = 0
  for (let number = 1; number <= processes; number++) {
    const end = await play()
    console.log(`process ${number}: ${end ?? 'fine'}`)
    if (end !== null) bad++
  }
  console.log(`reproduced: ${bad} of ${processes}`)
}
