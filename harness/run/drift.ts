import type { Cell, ImplementationId } from '../domain/cell.ts'
import { isSuccess, type Outcome } from '../domain/outcome.ts'
import type { Role } from '../domain/role.ts'
import type { Hello } from '../protocol/messages.ts'
import type { Need } from '../scenarios/scenario.ts'
import { rolesOf, scenarioOf } from '../scenarios/scenarios.ts'

/** What a peer program declares in its hello. */
export type Capabilities = Pick<Hello['capabilities'], 'transports' | 'relay' | 'chat' | 'holePunching'>

export interface Drift {
  readonly implementation: ImplementationId
  readonly message: string
}

/** Where what an implementation declares and what it did in a cell disagree. */
export function findDrift(
  cell: Cell,
  outcome: Outcome,
  capabilitiesOf: (implementation: ImplementationId) => Capabilities | undefined,
): Drift[] {
  return rolesOf(cell).flatMap(([role, implementation]) => {
    const capabilities = capabilitiesOf(implementation)
    if (capabilities === undefined) return []
    const needed = scenarioOf(cell).roles[role] ?? []
    const lacking = needed.filter((need) => !isDeclared(need, cell, capabilities))
    return contradictions(cell, role, needed, lacking, outcome).map((message) => ({ implementation, message }))
  })
}

function contradictions(
  cell: Cell,
  role: Role,
  needed: readonly Need[],
  lacking: readonly Need[],
  outcome: Outcome,
): string[] {
  if (outcome.kind === 'unsupported' && outcome.by === role && lacking.length === 0) {
    return [`answers unsupported, but declares ${needed.map((need) => nameOf(need, cell)).join(', ')}`]
  }
  return isSuccess(outcome) ? lacking.map((need) => `is able to ${nameOf(need, cell)}, but does not declare it`) : []
}

function isDeclared(need: Need, { transport }: Cell, { transports, relay, chat, holePunching }: Capabilities): boolean {
  switch (need) {
    case 'dial':
    case 'listen':
      return transports[transport]?.[need] === true
    case 'relay-server':
      return relay.server
    case 'relay-client':
      return relay.client
    case 'gossip':
      return chat.gossipsub
    case 'direct-messages':
      return chat.directMessage
    case 'hole-punch':
      return holePunching.includes(transport)
  }
}

function nameOf(need: Need, { transport }: Cell): string {
  switch (need) {
    case 'dial':
      return `dial ${transport}`
    case 'listen':
      return `listen on ${transport}`
    case 'relay-server':
      return 'serve as a relay'
    case 'relay-client':
      return 'be the client of a relay'
    case 'gossip':
      return 'gossip'
    case 'direct-messages':
      return 'send direct messages'
    case 'hole-punch':
      return `punch holes over ${transport}`
  }
}
