import { randomBytes } from 'node:crypto'
import { newKey } from './keys.ts'

/** `address` with the peer id of a key that nobody holds. */
export function withWrongPeerId(address: string): string {
  return address.replace(/\/p2p\/[^/]+$/, `/p2p/${newKey().peerId}`)
}

/** `address` with the hash of a certificate that nobody has, in place of each that it carries. */
export function withWrongCerthash(address: string): string {
  return address.replaceAll(/\/certhash\/[^/]+/g, () => `/certhash/${randomCerthash()}`)
}

/** A sha2-256 multihash in multibase base64url: https://github.com/multiformats/multiaddr/blob/master/protocols/certhash.md */
function randomCerthash(): string {
  return `u${Buffer.from([0x12, 0x20, ...randomBytes(32)]).toString('base64url')}`
}
