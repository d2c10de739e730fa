import { transportRow, type Carrier } from '../domain/transport.ts'
import type { Connection } from '../protocol/messages.ts'
import type { Link } from './arrangement.ts'

/** How a connection of a link has to look to the libraries at its ends. `null`: it is not asked. */
export interface Traits {
  readonly carrier: Carrier
  readonly security: string | null
  readonly muxer: string | null
  readonly limited: boolean
  /** What may be read from its addresses at that end. */
  carriers(direction: Connection['direction']): readonly Carrier[]
}

/** What a circuit is secured with inside is not asked. A library that names no address says `unknown`. */
const circuit: Traits = {
  carrier: 'circuit',
  security: null,
  muxer: null,
  limited: true,
  carriers: () => ['circuit'],
}

export function traits(over: Link['over']): Traits {
  if (over === 'circuit') return circuit
  const { carrier, security, muxer, inbound } = transportRow(over)
  return {
    carrier,
    security,
    muxer,
    limited: false,
    carriers: (direction) => (direction === 'outbound' ? [carrier] : [carrier, ...inbound, 'unknown']),
  }
}
