import type { EndClaim } from '../domain/discrepancies.ts'
import { transportRow, type Transport } from '../domain/transport.ts'
import type { Tie } from './contact.ts'
import type { Participant } from './participant.ts'

type Direction = EndClaim['direction']

/** A connection of two over the transport itself. */
export function directTies(transport: Transport, dialer: Participant, listener: Participant) {
  return {
    dialer: directTie(transport, dialer, listener, 'outbound'),
    listener: directTie(transport, listener, dialer, 'inbound'),
  }
}

export function directTie(transport: Transport, at: Participant, remote: Participant, direction: Direction): Tie {
  const { carrier, security, muxer } = transportRow(transport)
  const claim = { peerId: at.peerId, remotePeerId: remote.peerId, direction, carrier, security, muxer, limited: false }
  return { at, remote, claim }
}

/** A limited connection of two through a relay: what it is secured with inside is not the cell's question. */
export function relayedTies(dialer: Participant, listener: Participant) {
  return { dialer: relayedTie(dialer, listener, 'outbound'), listener: relayedTie(listener, dialer, 'inbound') }
}

function relayedTie(at: Participant, remote: Participant, direction: Direction): Tie {
  const through = { carrier: 'circuit', security: null, muxer: null, limited: true } as const
  return { at, remote, claim: { peerId: at.peerId, remotePeerId: remote.peerId, direction, ...through } }
}
