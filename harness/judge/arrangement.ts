import type { Evidence, NodeEvidence } from '../domain/evidence.ts'
import type { Transport } from '../domain/transport.ts'

/** A connection that the harness arranged, by the names of its nodes. */
export interface Link {
  readonly dialer: string
  readonly listener: string
  readonly over: Transport | 'circuit'
  /** The relay that a circuit goes through, or that signals. */
  readonly relay?: string
  /** The address that was dialled; absent: the library chose it, as it does towards a relay. */
  readonly address?: string
  /** Both ends reach for the other at once: either may say that it was the one who dialled. */
  readonly punched?: true
  /**
   * `lives` until the evidence is taken; `ends` before; `passes`: may have been there, and may be gone; `refused`: the
   * dialer has none, and the listener none that stays.
   */
  readonly course: 'lives' | 'ends' | 'passes' | 'refused'
}

/** What the harness arranged, beside the nodes and the messages that stand in the evidence itself. */
export interface Arrangement {
  readonly links: readonly Link[]
  readonly topics: readonly string[]
}

/** What is judged: the arrangement, and all that was seen. */
export interface Case extends Arrangement {
  readonly evidence: Evidence
}

export function nodeNamed({ evidence }: Case, name: string): NodeEvidence {
  const node = evidence.nodes.find((one) => one.name === name)
  if (node === undefined) throw new Error(`there is no node ${name} in this cell`)
  return node
}

/** The addresses at which others see it: a router's where one translates. */
export function seenAt({ ips, seenAs }: NodeEvidence): readonly string[] {
  return seenAs ?? ips
}

/** Whose peer id that is; `undefined`: nobody's in this cell. */
export function nodeOf({ evidence }: Case, peerId: string): NodeEvidence | undefined {
  return evidence.nodes.find((one) => one.peerId === peerId)
}

/** The links that one node is an end of. */
export function linksOf({ links }: Case, { name }: NodeEvidence): readonly Link[] {
  return links.filter(({ dialer, listener }) => dialer === name || listener === name)
}
