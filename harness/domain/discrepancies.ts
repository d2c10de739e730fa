import type { ConnectionEvidence, EndEvidence, MessageEvidence } from './evidence.ts'
import { transportTable, type Carrier, type TransportRow } from './transport.ts'

/** What the harness arranged, and the evidence must show. */
export interface Claim {
  readonly dialer: EndClaim
  readonly listener: EndClaim
  readonly sent: readonly SentMessage[]
}

/** How one end has to see its connection. `null`: the libraries name it too variously to be held to it. */
export interface EndClaim {
  readonly peerId: string
  readonly remotePeerId: string
  readonly direction: EndEvidence['direction']
  readonly carrier: Carrier
  readonly security: string | null
  readonly muxer: string | null
  readonly limited: boolean
}

/** A message as it has to arrive. */
export type SentMessage = MessageEvidence

/** Everything in which the evidence of the two ends disagrees with the claim. Empty: the cell may pass. */
export function findDiscrepancies(claim: Claim, evidence: ConnectionEvidence): string[] {
  return [
    ...endDiscrepancies('dialer', claim.dialer, evidence.dialer),
    ...endDiscrepancies('listener', claim.listener, evidence.listener),
    ...claim.sent.flatMap((sent) => messageDiscrepancies(sent, nth(sent, claim.sent, evidence.messages))),
  ]
}

function endDiscrepancies(end: 'dialer' | 'listener', claim: EndClaim, seen: EndEvidence): string[] {
  return [
    ...differs(`the ${end} is`, seen.peerId, claim.peerId),
    ...differs(`the ${end} is connected to`, seen.remotePeerId, claim.remotePeerId),
    ...differs(`the ${end}'s connection is`, seen.direction, claim.direction),
    ...(carrierAgrees(seen, claim.carrier)
      ? []
      : [
          `the ${end}'s connection is over ${seen.carrier} (${seen.remoteAddress ?? 'it does not say where to'}), not ${claim.carrier}`,
        ]),
    ...reported(`the ${end}'s connection has security`, seen.security, claim.security),
    ...reported(`the ${end}'s connection has muxer`, seen.muxer, claim.muxer),
    ...(seen.limited === null || seen.limited === claim.limited
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
  const rows: readonly TransportRow[] = Object.values(transportTable)
  const row = rows.find((one) => one.carrier === carrier)
  return seen.direction === 'inbound' && row?.inbound.includes(seen.carrier) === true
}

/** Messages of one kind and sender are held against each other in their order. */
function nth(message: SentMessage, sent: readonly SentMessage[], received: readonly MessageEvidence[]) {
  const alike = ({ kind, from }: MessageEvidence) => kind === message.kind && from === message.from
  return received.filter(alike)[sent.filter(alike).indexOf(message)]
}

function messageDiscrepancies(sent: SentMessage, received: MessageEvidence | undefined): string[] {
  const what = `the ${sent.from}'s ${sent.kind} message`
  if (received === undefined) return [`${what} did not arrive`]
  return [
    ...differs(`${what} arrived as`, JSON.stringify(received.text), JSON.stringify(sent.text)).map(
      (difference) => `${difference} (${firstDifference(received.text, sent.text)})`,
    ),
    ...differs(`${what} is by`, received.author, sent.author),
    ...differs(`${what} came from`, received.receivedFrom, sent.receivedFrom),
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
  return Array.from(text, (point) => `U+${point.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
}

function differs(what: string, seen: string, expected: string): string[] {
  return seen === expected ? [] : [`${what} ${seen}, not ${expected}`]
}

/** A library that does not report a thing (`null`) says nothing against it; so does a claim without one. */
function reported(what: string, seen: string | null, expected: string | null): string[] {
  return seen === null || expected === null ? [] : differs(what, seen, expected)
}
