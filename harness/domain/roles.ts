import type { Cell, ImplementationId } from './cell.ts'
import type { Role } from './outcome.ts'
import { scenarioShapes } from './scenario.ts'

/** Who plays what in the cell. */
export function rolesOf({
  scenario,
  dialer,
  listener,
  qualifiers: { via },
}: Cell): readonly (readonly [Role, ImplementationId])[] {
  const middle = scenarioShapes[scenario].via
  const ends = [['dialer', dialer] as const, ['listener', listener] as const]
  return middle === null || via === undefined ? ends : [...ends, [middle, via] as const]
}
