import { findDiscrepancies, type EndClaim } from '../domain/discrepancies.ts'
import { PeerError } from '../domain/errors.ts'
import type { EndEvidence } from '../domain/evidence.ts'
import type { Success } from '../domain/outcome.ts'
import type { Connection, EventData } from '../protocol/messages.ts'
import { carrierOf } from './carrier.ts'
import type { Chat } from './chat.ts'
import type { Participant } from './participant.ts'

/** One end with whom it has to be connected to, and how. */
export interface Tie {
  readonly at: Participant
  readonly remote: Participant
  readonly claim: EndClaim
}

/** What one end saw of the other before they chat. */
interface Contact {
  readonly identity: EventData<'identified'>
  readonly pingMs: number
}

/** Once both ends see the connection, identify and ping, they chat; then their evidence is held against the claims. */
export async function chatWithEvidence(
  ties: { readonly dialer: Tie; readonly listener: Tie },
  chat: () => Promise<Chat>,
): Promise<Success> {
  const [dialerContact, listenerContact] = await Promise.all([makeContact(ties.dialer), makeContact(ties.listener)])
  const { sent, received } = await chat()
  const ends = {
    dialer: endEvidence(ties.dialer, dialerContact),
    listener: endEvidence(ties.listener, listenerContact),
  }
  ends.listener.catch(() => {}) // what both ends say against the cell is told of the dialer, whoever said it first
  const evidence = { dialer: await ends.dialer, listener: await ends.listener, messages: received }
  const claim = { dialer: ties.dialer.claim, listener: ties.listener.claim, sent }
  const discrepancies = findDiscrepancies(claim, evidence)
  if (discrepancies.length > 0) throw new PeerError(null, 'evidence', discrepancies.join('; '))
  return { kind: 'connected', lacks: [], evidence }
}

async function makeContact({ at, remote }: Tie): Promise<Contact> {
  await at.waitFor('connection', 'connection-opened', ({ connection }) => connection.peerId === remote.peerId)
  const [identity, { rttMs }] = await Promise.all([
    at.waitFor('identify', 'identified', ({ peerId }) => peerId === remote.peerId),
    at.askInTime('ping', 'ping', { peerId: remote.peerId }),
  ])
  return { identity, pingMs: rttMs }
}

/** The one live connection to `remote`; several, or none, are no evidence of how the chat went. */
async function liveConnection(at: Participant, remote: Participant): Promise<Connection> {
  const { connections } = await at.ask('evidence', 'connections', {})
  const [connection, ...others] = connections.filter(({ peerId }) => peerId === remote.peerId)
  if (connection === undefined)
    return at.fail('evidence', `has no live connection to the ${remote.role} after the chat`)
  if (others.length > 0) {
    const addresses = [connection, ...others]
      .map(({ remoteAddress }) => remoteAddress ?? 'of no known address')
      .join(', ')
    return at.fail('evidence', `has ${others.length + 1} connections to the ${remote.role}: ${addresses}`)
  }
  return connection
}

async function endEvidence({ at, remote }: Tie, { identity, pingMs }: Contact): Promise<EndEvidence> {
  const connection = await liveConnection(at, remote)
  const { remoteAddress, localAddress, direction, security, muxer, limited } = connection
  return {
    peerId: at.peerId,
    remotePeerId: connection.peerId,
    remoteAddress,
    localAddress,
    carrier: carrierOf(connection),
    direction,
    security,
    muxer,
    limited,
    remoteAgent: identity.agent,
    pingMs,
  }
}
