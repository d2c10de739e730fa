import { createPrivateKey, createPublicKey } from 'node:crypto'

const pkcs8Ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
/** Identity multihash of a protobuf that says: Ed25519, 32 bytes. */
const peerIdPrefix = Buffer.from('002408011220', 'hex')
const base58Digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The peer id that belongs to an Ed25519 seed, as any libp2p would derive it. */
export function peerIdOf(seed: Buffer): string {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Ed25519, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  return `1${base58(Buffer.concat([peerIdPrefix, publicKey]))}`
}

/** Without the `1` for each leading zero byte: a peer id has exactly one. */
function base58(bytes: Buffer): string {
  let digits = ''
  for (let rest = BigInt(`0x${bytes.toString('hex')}`); rest > 0n; rest /= 58n) {
    digits = (base58Digits[Number(rest % 58n)] ?? '') + digits
  }
  return digits
}
