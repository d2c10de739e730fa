import type { EndEvidence, Evidence, MessageEvidence } from './evidence.ts'
import { transportTraits, type Carrier, type Transport } from './transport.ts'

/** What the harness arranged, and the evidence must show. */
export interface Claim {
  readonly transport: Transport
  /** Set when the connection is relayed: then both ends must see a circuit instead of the transport. */
  readonly relayed: boolean
  readonly dialerPeerId: string
  readonly listenerPeerId: string
  readonly sent: readonly SentMessage[]
}

export type SentMessage = Pick<MessageEvidence, 'kind' | 'from' | 'text'>

/** Everything in which the evidence of the two ends disagrees with the claim. Empty: the cell may pass. */
export function findDiscrepancies(claim: Claim, evidence: Evidence): string[] {
  return [
    ...endDiscrepancies('dialer', claim.dialerPeerId, claim.listenerPeerId, 'outbound', claim, evidence.dialer),
    ...endDiscrepancies('listener', claim.listenerPeerId, claim.dialerPeerId, 'inbound', claim, evidence.listener),
    ...claim.sent.flatMap((sent) => messageDiscrepancies(sent, claim, evidence.messages)),
  ]
}

function endDiscrepancies(
  end: 'dialer' | 'listener',
  peerId: string,
  remotePeerId: string,
  direction: EndEvidence['direction'],
  claim: Claim,
  seen: EndEvidence,
): string[] {
  const traits = transportTraits[claim.transport]
  const carrier = claim.relayed ? 'circuit' : traits.carrier
  return [
    ...differs(`the ${end} is`, seen.peerId, peerId),
    ...differs(`the ${end} is connected to`, seen.remotePeerId, remotePeerId),
    ...differs(`the ${end}'s connection is`, seen.direction, direction),
    ...(carrierAgrees(seen, carrier)
      ? []
      : [`the ${end}'s connection is over ${seen.carrier} (${seen.remoteAddress}), not ${carrier}`]),
    ...(claim.relayed ? [] : reported(`the ${end}'s connection has security`, seen.security, traits.security)),
    ...(claim.relayed ? [] : reported(`the ${end}'s connection has muxer`, seen.muxer, traits.muxer)),
    ...(seen.limited === null || seen.limited === claim.relayed
      ? []
      : [`the ${end}'s connection is ${seen.limited ? 'limited' : 'not limited'}`]),
  ]
}

/**
 * An inbound connection's remote address is often just the socket it came from: then the carrier can't be read from
 * it, and what speaks for it is that the listener offers nothing else. The dialer has no such excuse.
 */
function carrierAgrees(seen: EndEvidence, carrier: Carrier): boolean {
  if (seen.carrier === carrier) return true
  return seen.direction === 'inbound' && bareSockets[carrier]?.includes(seen.carrier) === true
}

const bareSockets: Partial<Record<Carrier, readonly Carrier[]>> = {
  ws: ['tcp'],
  wss: ['tcp', 'ws'],
  'webrtc-direct': ['udp'],
}

function messageDiscrepancies(sent: SentMessage, claim: Claim, received: readonly MessageEvidence[]): string[] {
  const what = `the ${sent.from}'s ${sent.kind} message`
  const message = received.find(({ kind, from }) => kind === sent.kind && from === sent.from)
  if (message === undefined) return [`${what} did not arrive`]
  const author = sent.from === 'dialer' ? claim.dialerPeerId : claim.listenerPeerId
  return [
    ...differs(`${what} arrived as`, JSON.stringify(message.text), JSON.stringify(sent.text)).map(
      (difference) => `${difference} (${firstDifference(message.text, sent.text)})`,
    ),
    ...differs(`${what} is by`, message.author, author),
  ]
}

/** Texts that differ can look alike. */
function firstDifference(seen: string, expected: string): string {
  const [seenPoints, expectedPoints] = [codePoints(seen), codePoints(expected)]
  const at = expectedPoints.findIndex((point, index) => point !== seenPoints[index])
  if (at === -1) return `${seenPoints.length - expectedPoints.length} characters too many`
  return `character ${at + 1} is ${seenPoints[at] ?? 'missing'}, not ${expectedPoints[at]}`
}

function codePoints(text: string): string[] {
  return [...text].map((point) => `U+${point.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
}

function differs(what: string, seen: string, expected: string): string[] {
  return seen === expected ? [] : [`${what} ${seen}, not ${expected}`]
}

/** A library that does not report a thing (`null`) says nothing against it; so does a claim without one. */
function reported(what: string, seen: string | null, expected: string | null): string[] {
  return seen === null || expected === null ? [] : differs(what, seen, expected)
}
