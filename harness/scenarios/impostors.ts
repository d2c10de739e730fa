import { base58btc } from 'multiformats/bases/base58'
import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** `address` with the peer id of a key that nobody holds. */
export function withWrongPeerId(address: string): string {
  return address.replace(/\/p2p\/[^/]+$/, `/p2p/${randomPeerId()}`)
}

/** `address` with the hash of a certificate that nobody has, in place of each that it carries. */
export function withWrongCerthash(address: string): string {
  return address.replaceAll(/\/certhash\/[^/]+/g, () => `/certhash/${randomCerthash()}`)
}

/** Ed25519: https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md */
function randomPeerId(): string {
  const { publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const protobuf = [0x08, 0x01, 0x12, raw.length, ...raw]
  return base58btc.encode(Uint8Array.from([0x00, protobuf.length, ...protobuf])).slice(1)
}

/** A sha2-256 multihash in multibase base64url: https://github.com/multiformats/multiaddr/blob/master/protocols/certhash.md */
function randomCerthash(): string {
  return `u${Buffer.from([0x12, 0x20, ...randomBytes(32)]).toString('base64url')}`
}
