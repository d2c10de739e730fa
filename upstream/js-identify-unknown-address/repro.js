// js-libp2p: identify fails as a whole if an address in the remote's signed record is of a kind that js does not know.
//   npm install && node repro.js
import { generateKeyPair, publicKeyToProtobuf } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { PeerRecord, RecordEnvelope } from '@libp2p/peer-record'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

/** What the remote's signed record has beside an ordinary address. */
const announcements = {
  nothing: [],
  '/memory/7 as go-multiaddr writes it (64 bits)': [[0x89, 0x06, 0, 0, 0, 0, 0, 0, 0, 7]],
  'a protocol that is not in the table': [[0xff, 0xff, 0x03, 1, 7]],
}

const options = {
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionGater: { denyDialMultiaddr: () => false },
}

const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)])
/** A field of a protobuf message, of a number or of bytes. */
const field = (number, value) =>
  typeof value === 'number' ? [number << 3, ...varint(value)] : [(number << 3) | 2, ...varint(value.length), ...value]
const text = (string) => new TextEncoder().encode(string)

/** https://github.com/libp2p/specs/blob/master/RFC/0003-routing-records.md */
async function signedRecord(peerId, privateKey, addresses) {
  const record = [
    ...field(1, peerId.toMultihash().bytes),
    ...field(2, 1),
    ...addresses.flatMap((address) => field(3, field(1, address))),
  ]
  const { DOMAIN: domain, CODEC: codec } = PeerRecord
  const envelope = await RecordEnvelope.seal({ domain, codec, marshal: () => Uint8Array.from(record) }, privateKey)
  return envelope.marshal()
}

/** A node that answers identify with that record: https://github.com/libp2p/specs/blob/master/identify/README.md */
async function startRemote(announced) {
  const privateKey = await generateKeyPair('Ed25519')
  const remote = await createLibp2p({ ...options, privateKey, addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] } })
  const addresses = [multiaddr('/ip4/203.0.113.7/tcp/4001').bytes, ...announced]
  const record = await signedRecord(remote.peerId, privateKey, addresses)
  await remote.handle('/ipfs/id/1.0.0', async (stream) => {
    const message = [
      ...field(1, publicKeyToProtobuf(remote.peerId.publicKey)),
      ...field(3, text('/chat/1.0.0')),
      ...field(6, text('remote/1.0.0')),
      ...field(8, record),
    ]
    stream.send(Uint8Array.from([...varint(message.length), ...message]))
    await stream.close()
  })
  return remote
}

async function identifyFails(name, announced) {
  const remote = await startRemote(announced)
  const us = await createLibp2p({ ...options, services: { identify: identify({ runOnConnectionOpen: false }) } })
  const connection = await us.dial(remote.getMultiaddrs()[0])
  const failure = await us.services.identify.identify(connection).then(
    () => null,
    (error) => error,
  )
  console.log(name.padEnd(48), failure === null ? 'identified' : `${failure.name}: ${failure.message}`)
  await Promise.all([us.stop(), remote.stop()])
  return failure !== null
}

const failures = []
for (const [name, announced] of Object.entries(announcements)) failures.push(await identifyFails(name, announced))
const [control, ...concerned] = failures
if (control) throw new Error('identify fails with an ordinary address too: this shows nothing')
console.log(`reproduced: ${concerned.filter(Boolean).length} of ${concerned.length}`)
