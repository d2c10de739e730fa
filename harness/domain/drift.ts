import type { Cell, ImplementationId } from './cell.ts'
import { isSuccess, type Outcome, type Role } from './outcome.ts'
import { rolesOf } from './roles.ts'
import type { Transport } from './transport.ts'

/** What a peer program declares in its hello. */
export interface Capabilities {
  readonly transports: Readonly<Partial<Record<Transport, { readonly dial: boolean; readonly listen: boolean }>>>
  readonly relay: { readonly server: boolean; readonly client: boolean }
}

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
    const lacking = needs(cell, role).filter(({ isDeclared }) => !isDeclared(capabilities))
    return contradictions(role, needs(cell, role), lacking, outcome).map((message) => ({ implementation, message }))
  })
}

interface Need {
  readonly name: string
  readonly isDeclared: (capabilities: Capabilities) => boolean
}

function contradictions(role: Role, needed: readonly Need[], lacking: readonly Need[], outcome: Outcome): string[] {
  if (outcome.kind === 'unsupported' && outcome.by === role && lacking.length === 0) {
    return [`answers unsupported, but declares ${needed.map(({ name }) => name).join(', ')}`]
  }
  return isSuccess(outcome) ? lacking.map(({ name }) => `is able to ${name}, but does not declare it`) : []
}

/** What a role asks of the program that plays it. */
function needs({ scenario, transport }: Cell, role: Role): Need[] {
  switch (scenario) {
    case 'direct':
    case 'refused':
      return [role === 'dialer' ? dial(transport) : listen(transport)]
    case 'gossip':
      return [role === 'server' ? listen(transport) : dial(transport)]
    case 'relayed':
    case 'limits':
      return role === 'relay' ? [relayServer, listen(transport)] : [relayClient, dial(transport)]
    case 'webrtc':
      if (role === 'relay') return [relayServer]
      return [relayClient, role === 'dialer' ? dial(transport) : listen(transport)]
  }
}

const relayServer: Need = { name: 'serve as a relay', isDeclared: ({ relay }) => relay.server }
const relayClient: Need = { name: 'be the client of a relay', isDeclared: ({ relay }) => relay.client }

function dial(transport: Transport): Need {
  return { name: `dial ${transport}`, isDeclared: ({ transports }) => transports[transport]?.dial === true }
}

function listen(transport: Transport): Need {
  return { name: `listen on ${transport}`, isDeclared: ({ transports }) => transports[transport]?.listen === true }
}
