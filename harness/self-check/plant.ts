import { namedCell, type Cell } from '../domain/cell.ts'
import type { Role } from '../domain/role.ts'
import type { ScenarioName } from '../domain/scenario.ts'
import type { Transport } from '../domain/transport.ts'
import type { Verdict } from '../domain/verdict.ts'
import { middleOf, scenarioOf } from '../scenarios/scenarios.ts'
import type { Lie } from './lies/lie.ts'

export const honest = 'honest'
export const liar = 'liar'

/** How a run has to end. Whoever is blamed has to be one of the liars. */
export interface Ending {
  readonly verdict: Verdict
  /** Whether the run has a problem to tell beside the cell. */
  readonly problem: boolean
}

/** A lie, and where it is planted. */
export interface Plant {
  readonly name: string
  readonly liars: readonly Role[]
  readonly cell: Cell
  readonly lie: Lie
  readonly ending: Ending
}

const caught: Ending = { verdict: 'fail', problem: false }

/** Plants lies in cells of one scenario and transport. */
export function plantsIn(scenario: ScenarioName, transport: Transport, variant?: string) {
  const via = middleOf(scenarioOf({ scenario }))
  return (liars: Role | readonly Role[], name: string, lie: Lie, ending: Partial<Ending> = {}): Plant => {
    const lying = typeof liars === 'string' ? [liars] : liars
    const actor = (role: Role) => (lying.includes(role) ? liar : honest)
    const qualifiers = {
      ...(via === null ? {} : { via: actor(via) }),
      ...(variant === undefined ? {} : { with: variant }),
    }
    const cell = { scenario, transport, dialer: actor('dialer'), listener: actor('listener'), qualifiers }
    return { name, liars: lying, cell: namedCell(cell), lie, ending: { ...caught, ...ending } }
  }
}
