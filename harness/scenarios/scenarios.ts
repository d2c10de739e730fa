import type { Cell } from '../domain/cell.ts'
import type { Role } from '../domain/role.ts'
import type { ScenarioName } from '../domain/scenario.ts'
import type { ImplementationId } from '../domain/cell.ts'
import { direct } from './direct.ts'
import { gossip } from './gossip.ts'
import { holePunch } from './hole-punch.ts'
import { limits } from './limits.ts'
import { refused } from './refused.ts'
import { relayed } from './relayed.ts'
import type { Scenario } from './scenario.ts'
import { webrtc } from './webrtc.ts'

/** Every scenario, in the order of plans and reports. Adding one is a file here, a line here, and its name in domain. */
export const scenarios = {
  direct,
  relayed,
  webrtc,
  gossip,
  limits,
  refused,
  'hole-punch': holePunch,
} satisfies Record<ScenarioName, Scenario>

export function scenarioOf({ scenario }: Pick<Cell, 'scenario'>): Scenario {
  return scenarios[scenario]
}

/** What the third program is called, where there is one. */
export function middleOf({ roles }: Pick<Scenario, 'roles'>): 'relay' | 'server' | null {
  return roles.relay !== undefined ? 'relay' : roles.server !== undefined ? 'server' : null
}

/** Who plays what in the cell. */
export function rolesOf(cell: Cell): readonly (readonly [Role, ImplementationId])[] {
  const middle = middleOf(scenarioOf(cell))
  const { dialer, listener, qualifiers } = cell
  const ends = [['dialer', dialer] as const, ['listener', listener] as const]
  return middle === null || qualifiers.via === undefined ? ends : [...ends, [middle, qualifiers.via] as const]
}
