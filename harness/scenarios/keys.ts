import { base58btc } from 'multiformats/bases/base58'
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'

/** An Ed25519 key that the harness gives to a node, so that nobody has to take the node's word for its peer id. */
export interface Key {
  /** 32 bytes, as hex. */
  readonly seed: string
  readonly peerId: string
}

/** PKCS#8 of an Ed25519 key, up to its seed: RFC 8410, section 7. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

export function newKey(): Key {
  const seed = randomBytes(32)
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32)
  return { seed: seed.toString('hex'), peerId: peerIdOf(publicKey) }
}

/** An identity multihash of the key's protobuf: https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md */
function peerIdOf(publicKey: Uint8Array): string {
  const protobuf = [0x08, 0x01, 0x12, publicKey.length, ...publicKey]
  return base58btc.encode(Uint8Array.from([0x00, protobuf.length, ...protobuf])).slice(1)
}
