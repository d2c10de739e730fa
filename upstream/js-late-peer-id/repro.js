// js-libp2p over QUIC: a dialer that wants to reach somebody else is known to the listener before it refuses.
//   npm install && node repro.js
import { quic } from '@chainsafe/libp2p-quic'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { noise } from '@libp2p/noise'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const dials = 20

const stacks = {
  'tcp, Noise': { listen: '/ip4/127.0.0.1/tcp/0', transports: [tcp()], connectionEncrypters: [noise()] },
  'tcp, TLS': { listen: '/ip4/127.0.0.1/tcp/0', transports: [tcp()], connectionEncrypters: [tls()] },
  QUIC: { listen: '/ip4/127.0.0.1/udp/0/quic-v1', transports: [quic()], connectionEncrypters: [] },
}

const node = ({ transports, connectionEncrypters }, listen = []) =>
  createLibp2p({
    transports,
    connectionEncrypters,
    addresses: { listen },
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
  })

/** Whether the listener hears of an authenticated connection from a dialer that wants to reach somebody else. */
async function learnsWhoDialled(stack, listener) {
  const dialer = await node(stack)
  let learnt = false
  const onOpen = ({ detail }) => (learnt ||= detail.remotePeer.equals(dialer.peerId))
  listener.addEventListener('connection:open', onOpen)
  const somebodyElse = peerIdFromPrivateKey(await generateKeyPair('Ed25519'))
  const address = multiaddr(
    listener
      .getMultiaddrs()[0]
      .toString()
      .replace(/\/p2p\/.*/, `/p2p/${somebodyElse.toString()}`),
  )
  await dialer.dial(address).then(
    () => {
      throw new Error('the dial of a wrong peer id succeeded')
    },
    () => {},
  )
  await dialer.stop()
  await new Promise((resolve) => setTimeout(resolve, 50)) // the listener may hear of it a little later
  listener.removeEventListener('connection:open', onOpen)
  return learnt
}

const counts = {}
for (const [name, stack] of Object.entries(stacks)) {
  const listener = await node(stack, [stack.listen])
  counts[name] = 0
  for (let i = 0; i < dials; i++) counts[name] += (await learnsWhoDialled(stack, listener)) ? 1 : 0
  console.log(
    `${name.padEnd(12)} the listener learns who dialled in ${counts[name]} of ${dials} dials that are refused`,
  )
  await listener.stop()
}
if (counts['tcp, Noise'] > 0) throw new Error('so it is over Noise: this shows nothing of QUIC')
console.log(`reproduced: ${counts.QUIC} of ${dials}`)
process.exit()
