import type { Handshake } from './messages.ts'
import type { Link } from './network.ts'
import { Refusal } from './refusal.ts'

export interface Expectation {
  readonly peerId: string
  /** Hashes of certificates that the listener may have; empty: any. */
  readonly certhashes: readonly string[]
}

/** Who this node is, and what it offers on the link. */
export interface Self {
  readonly peerId: string
  readonly transport: string
  readonly certhash: string | null
}

/** Finds out who listens, and takes nobody but who was expected. The listener learns who dials only then. */
export async function introduce(link: Link, { peerId, transport }: Omit<Self, 'certhash'>, expected: Expectation) {
  const message = next(link)
  link.send({ kind: 'open', transport } satisfies Handshake)
  const reply = await message
  if (reply.kind !== 'listener') throw new Refusal('failed', 'the remote speaks another protocol')
  if (expected.certhashes.length > 0 && !expected.certhashes.includes(reply.certhash ?? '')) {
    throw new Refusal('failed', `the certificate has the hash ${reply.certhash}, not ${expected.certhashes.join(', ')}`)
  }
  if (reply.peerId !== expected.peerId) {
    throw new Refusal('failed', `the remote is ${reply.peerId}, not ${expected.peerId}`)
  }
  link.send({ kind: 'dialer', peerId } satisfies Handshake)
}

/** The peer id of whoever dialled and took us for the one he wanted. */
export async function welcome(link: Link, { peerId, transport, certhash }: Self): Promise<string> {
  const opening = await next(link)
  if (opening.kind !== 'open' || opening.transport !== transport) throw new Refusal('failed', 'no common protocol')
  const message = next(link)
  link.send({ kind: 'listener', peerId, certhash } satisfies Handshake)
  const reply = await message
  if (reply.kind !== 'dialer') throw new Refusal('failed', 'the dialer speaks another protocol')
  return reply.peerId
}

/** One message; what comes after it waits for the next receiver. */
async function next(link: Link): Promise<Handshake> {
  const { promise, resolve, reject } = Promise.withResolvers<Handshake>()
  void link.closed.then(() => reject(new Refusal('failed', 'the remote closed the connection')))
  link.receive((message) => {
    link.receive(undefined)
    resolve(message as Handshake)
  })
  return await promise
}
