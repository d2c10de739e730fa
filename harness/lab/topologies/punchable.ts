import type { NatType } from './nat.ts'

interface Behaviour {
  /** Whether the same socket is seen at the same address and port by everybody. */
  readonly isSeenAlike: boolean
  /** Whether who was sent something may answer from another port than that was sent to. */
  readonly admitsOtherPorts: boolean
}

const behaviours: Readonly<Record<NatType, Behaviour>> = {
  open: { isSeenAlike: true, admitsOtherPorts: true },
  'full-cone': { isSeenAlike: true, admitsOtherPorts: true },
  'address-restricted': { isSeenAlike: true, admitsOtherPorts: true },
  'port-restricted': { isSeenAlike: true, admitsOtherPorts: false },
  symmetric: { isSeenAlike: false, admitsOtherPorts: false },
  'udp-blocked': { isSeenAlike: true, admitsOtherPorts: false },
  cgnat: { isSeenAlike: true, admitsOtherPorts: false },
}

/** Whether two hosts can connect directly, and why or why not. */
export interface Punchable {
  readonly can: boolean
  readonly reason: string
}

/**
 * Whether two who know where a third sees them can connect by sending to each other at once. It is the lab's own truth,
 * which its tests find with plain sockets: libraries are judged by it. RFC 5128, section 3.
 */
export function punchable(a: NatType, b: NatType, layer: 'tcp' | 'udp'): Punchable {
  if (layer === 'udp' && [a, b].includes('udp-blocked')) return { can: false, reason: 'no UDP leaves one of them' }
  const stuck = isUnexpected(a, b) || isUnexpected(b, a)
  return stuck
    ? { can: false, reason: `${a} and ${b}: one sends from a port that the other can't know and does not admit` }
    : { can: true, reason: `${a} and ${b}: each is seen where the other sends to, or admits who it is` }
}

/** Packets of the first come from a port that nobody told the second, and are dropped there. */
function isUnexpected(from: NatType, to: NatType): boolean {
  return !behaviours[from].isSeenAlike && !behaviours[to].admitsOtherPorts
}
