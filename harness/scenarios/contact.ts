import type { EndEvidence } from '../domain/evidence.ts'
import type { Connection, EventData } from '../protocol/messages.ts'
import { carrierOf } from './carrier.ts'
import type { Participant } from './participant.ts'

type Identity = EventData<'identified'>

/** What one end saw of the other before they chat. */
export interface Contact {
  readonly identity: Identity
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
export async function liveConnection(at: Participant, remote: Participant): Promise<Connection> {
  const { connections } = await at.ask('evidence', 'connections', {})
  const [connection, ...others] = connections.filter(({ peerId }) => peerId === remote.peerId)
  if (connection === undefined) return at.fail('evidence', `has no live connection to the ${remote.role} after the chat`)
  if (others.length > 0) {
    const addresses = [connection, ...others].map(({ remoteAddress }) => remoteAddress).join(', ')
    return at.fail('evidence', `has ${others.length + 1} connections to the ${remote.role}: ${addresses}`)
  }
  return connection
}

export function endEvidence(end: Participant, { identity, pingMs }: Contact, connection: Connection): EndEvidence {
  const { remoteAddress, localAddress, direction, security, muxer, limited } = connection
  return {
    peerId: end.peerId,
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
