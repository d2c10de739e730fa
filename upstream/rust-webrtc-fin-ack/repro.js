// libp2p-webrtc sends no FIN_ACK, so whoever closes a stream as the specification says waits until it gives up.
//   npm install && node repro.js [options for cargo run]
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { noise } from '@libp2p/noise'
import { identify } from '@libp2p/identify'
import { webRTCDirect } from '@libp2p/webrtc'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const dials = 3

const startNode = (listen) =>
  createLibp2p({
    addresses: { listen },
    transports: [webRTCDirect({ rtcConfiguration: { iceServers: [] } })],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify({ runOnConnectionOpen: false }) },
  })

/** What becomes of closing a stream on which all has been said; one stream for each dial. */
async function closings(address) {
  const seen = []
  for (let number = 0; number < dials; number++) {
    const dialer = await startNode([])
    const connection = await dialer.dial(address)
    const stream = await connection.newStream('/ipfs/id/1.0.0')
    for await (const _ of stream); // to its end: the remote has closed its half
    const started = performance.now()
    const failure = await stream.close().then(
      () => null,
      (error) => error.errors[0],
    )
    const ms = Math.round(performance.now() - started)
    seen.push(failure === null ? `closed after ${ms} ms` : `${failure.name} after ${ms} ms`)
    await dialer.stop()
  }
  return seen
}

async function startRust() {
  const program = spawn('cargo', ['run', '--quiet', ...process.argv.slice(2)], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: program.stdout })) return { program, address: multiaddr(line) }
  throw new Error('the rust listener did not start')
}

const js = await startNode(['/ip4/127.0.0.1/udp/0/webrtc-direct'])
const rust = await startRust()
const toJs = await closings(js.getMultiaddrs()[0])
const toRust = await closings(rust.address)
rust.program.stdin.end() // which ends it
console.log(`js to js:   ${toJs.join(', ')}`)
console.log(`js to rust: ${toRust.join(', ')}`)
const failed = (what) => what.startsWith('TimeoutError')
if (toJs.some(failed)) throw new Error('js does not close either: this shows nothing of rust')
console.log(`reproduced: ${toRust.filter(failed).length} of ${dials}`)
process.exit()
