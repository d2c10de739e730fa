// js-libp2p: a relay announces its duration limit in milliseconds where the protocol has seconds.
//   npm install && node repro.js
import { circuitRelayServer } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'

const hop = '/libp2p/circuit/relay/0.2.0/hop'
const limits = [10, 120, 3600]

const node = (more) =>
  createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    ...more,
  })

/** Reads varints and byte fields of a protobuf message; enough for HopMessage. */
function decode(bytes) {
  const fields = new Map()
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      value |= BigInt(bytes[at] & 127) << shift
      if (bytes[at++] < 128) return Number(value)
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    if ((tag & 7) === 0) fields.set(tag >> 3, varint())
    else {
      const length = varint()
      fields.set(tag >> 3, bytes.subarray(at, at + length))
      at += length
    }
  }
  return fields
}

/** HopMessage { type = 1; limit = 4: Limit { duration = 1 (seconds) } }: specs/relay/circuit-v2.md, "Protobuf" */
async function announcedSeconds(client, relay) {
  const stream = await client.dialProtocol(relay.getMultiaddrs(), hop)
  const reserve = [0x08, 0x00] // type: RESERVE
  stream.send(Uint8Array.from([reserve.length, ...reserve]))
  const received = []
  for await (const chunk of stream) {
    received.push(...chunk.subarray())
    const [length, ...more] = decodeLength(received)
    if (length !== undefined && more.length >= length) {
      await stream.close()
      return decode(decode(Uint8Array.from(more)).get(4)).get(1)
    }
  }
  throw new Error('the relay did not answer')
}

function decodeLength(bytes) {
  if (bytes.length === 0) return []
  if (bytes[0] < 128) return [bytes[0], ...bytes.slice(1)]
  return bytes.length < 2 ? [] : [(bytes[0] & 127) | (bytes[1] << 7), ...bytes.slice(2)]
}

let wrong = 0
for (const seconds of limits) {
  const relay = await node({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    services: {
      identify: identify(),
      relay: circuitRelayServer({ reservations: { defaultDurationLimit: 1000 * seconds } }),
    },
  })
  const client = await node({ services: { identify: identify() } })
  const announced = await announcedSeconds(client, relay)
  console.log(`set to ${seconds} s, announced as ${announced} s`)
  if (announced !== seconds) wrong++
  await Promise.all([client.stop(), relay.stop()])
}
console.log(`reproduced: ${wrong} of ${limits.length}`)
