import { findDiscrepancies, type EndClaim } from '../domain/discrepancies.ts'
import { PeerError } from '../domain/errors.ts'
import type { ConnectionEvidence, EndEvidence } from '../domain/evidence.ts'
import { transportTraits, type Transport } from '../domain/transport.ts'
import type { Connection, EventData } from '../protocol/messages.ts'
import { carrierOf } from './carrier.ts'
import type { Chat } from './chat.ts'
import type { Participant } from './participant.ts'

/** What one end saw of the other before they chat. */
export interface Contact {
  readonly identity: EventData<'identified'>
  readonly pingMs: number
}

/** Waits until `at` sees the connection and knows who is there, and pings. */
export async function makeContact(at: Participant, remote: Participant): Promise<Contact> {
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
    const addresses = [connection, ...others].map(({ remoteAddress }) => remoteAddress).join(', ')
    return at.fail('evidence', `has ${others.length + 1} connections to the ${remote.role}: ${addresses}`)
  }
  return connection
}

/** One end with what it has to be connected to, and how. */
export interface End {
  readonly at: Participant
  readonly remote: Participant
  readonly contact: Contact
  readonly claim: EndClaim
}

/** Takes the evidence after the chat, and holds it against what was arranged. */
export async function concludeEvidence(dialer: End, listener: End, chat: Chat): Promise<ConnectionEvidence> {
  const ends = { dialer: endEvidence(dialer), listener: endEvidence(listener) }
  ends.listener.catch(() => {}) // what both ends say against the cell is told of the dialer, whoever said it first
  const evidence = { dialer: await ends.dialer, listener: await ends.listener, messages: chat.received }
  const discrepancies = findDiscrepancies({ dialer: dialer.claim, listener: listener.claim, sent: chat.sent }, evidence)
  if (discrepancies.length > 0) throw new PeerError(null, 'evidence', discrepancies.join('; '))
  return evidence
}

async function endEvidence({ at, remote, contact }: End): Promise<EndEvidence> {
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
    remoteAgent: contact.identity.agent,
    pingMs: contact.pingMs,
  }
}

/** A connection over the transport itself. */
export function directClaim(
  transport: Transport,
  at: Participant,
  remote: Participant,
  direction: EndClaim['direction'],
): EndClaim {
  return { peerId: at.peerId, remotePeerId: remote.peerId, direction, ...transportTraits[transport], limited: false }
}

/** A limited connection through a relay: what it is secured with inside is not the cell's question. */
export function relayedClaim(at: Participant, remote: Participant, direction: EndClaim['direction']): EndClaim {
  return {
    peerId: at.peerId,
    remotePeerId: remote.peerId,
    direction,
    carrier: 'circuit',
    security: null,
    muxer: null,
    limited: true,
  }
}
