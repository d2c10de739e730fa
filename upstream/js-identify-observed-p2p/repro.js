// js-libp2p: identify fails as a whole if the observed address in it has no IP address or host name.
//   npm install && node repro.js
import { publicKeyToProtobuf } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

/** The address that the remote says it sees us at; rust-libp2p sends the second on connections through a relay. */
const observedAddresses = {
  '/ip4/203.0.113.7/tcp/4001': () => '/ip4/203.0.113.7/tcp/4001',
  '/p2p/<our peer id>': (us) => `/p2p/${us}`,
  '/memory/1': () => '/memory/1',
}

const options = {
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionGater: { denyDialMultiaddr: () => false },
}

/** One field of a protobuf message: https://github.com/libp2p/specs/blob/master/identify/README.md */
const field = (number, bytes) => [(number << 3) | 2, bytes.length, ...bytes]
const text = (string) => new TextEncoder().encode(string)

/** A node that answers identify with this observed address, and otherwise as any other. */
async function startRemote(observedAddress) {
  const remote = await createLibp2p({ ...options, addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] } })
  await remote.handle('/ipfs/id/1.0.0', async (stream, connection) => {
    const message = [
      ...field(1, publicKeyToProtobuf(remote.peerId.publicKey)),
      ...field(3, text('/chat/1.0.0')),
      ...field(4, multiaddr(observedAddress(connection.remotePeer)).bytes),
      ...field(6, text('remote/1.0.0')),
    ]
    const length = message.length < 128 ? [message.length] : [(message.length & 127) | 128, message.length >> 7]
    stream.send(Uint8Array.from([...length, ...message]))
    await stream.close()
  })
  return remote
}

async function identifyFails(name, observedAddress) {
  const remote = await startRemote(observedAddress)
  const us = await createLibp2p({ ...options, services: { identify: identify({ runOnConnectionOpen: false }) } })
  const connection = await us.dial(remote.getMultiaddrs()[0])
  const failure = await us.services.identify.identify(connection).then(
    () => null,
    (error) => error,
  )
  console.log(name.padEnd(28), failure === null ? 'identified' : `${failure.name}: ${failure.message}`)
  await Promise.all([us.stop(), remote.stop()])
  return failure !== null
}

const failures = []
for (const [name, observedAddress] of Object.entries(observedAddresses)) {
  failures.push(await identifyFails(name, observedAddress))
}
const [control, ...concerned] = failures
if (control) throw new Error('identify fails with an ordinary address too: this shows nothing')
console.log(`reproduced: ${concerned.filter(Boolean).length} of ${concerned.length}`)
