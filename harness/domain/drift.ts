import type { Cell } from './cell.ts'
import type { Outcome, Role } from './outcome.ts'
import type { Transport } from './transport.ts'

/** What a peer program declares in its hello. */
export interface Capabilities {
  readonly transports: Readonly<Partial<Record<Transport, { readonly dial: boolean; readonly listen: boolean }>>>
}

/** Where what an implementation declares and what it did in a cell disagree; one sentence each. */
export function findDrift(
  cell: Cell,
  outcome: Outcome,
  capabilitiesOf: (implementation: string) => Capabilities | undefined,
): { implementation: string; message: string }[] {
  return (['dialer', 'listener'] as const).flatMap((role) => {
    const implementation = cell[role]
    const capabilities = capabilitiesOf(implementation)
    if (capabilities === undefined) return []
    const ability = role === 'dialer' ? 'dial' : 'listen'
    const declared = capabilities.transports[cell.transport]?.[ability] === true
    const contradicts = contradiction(role, declared, outcome)
    return contradicts === undefined
      ? []
      : [{ implementation, message: `${contradicts} (capability ${ability}, transport ${cell.transport})` }]
  })
}

function contradiction(role: Role, declared: boolean, outcome: Outcome): string | undefined {
  if (declared && outcome.kind === 'unsupported' && outcome.by === role)
    return 'declares a capability, but answers unsupported'
  if (!declared && outcome.kind === 'connected') return 'is able to do what it does not declare'
  return undefined
}
