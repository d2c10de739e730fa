import type { ImplementationId } from '../domain/cell.ts'
import { qualifierNames, type QualifierName } from '../domain/qualifier.ts'
import type { Transport } from '../domain/transport.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { middleOf } from '../scenarios/scenarios.ts'

/** What the cells of a scenario can differ in beside transport, dialer and listener, in the order of their ids. */
export type Axes = ReadonlyMap<QualifierName, Axis>

export interface Axis {
  /** All that matrix.yaml may name, and what is taken where it names none. */
  readonly values: readonly string[]
  /** Whether there is such a cell over that transport. */
  has(value: string, transport: Transport): boolean
}

/** `ids`: the implementations that matrix.yaml names. */
export function axesOf(scenario: Pick<Scenario, 'roles' | 'variants'>, ids: readonly ImplementationId[]): Axes {
  const axes: Partial<Record<QualifierName, Axis>> = {
    ...(middleOf(scenario) === null ? {} : { via: { values: ids, has: () => true } }),
    ...(Object.keys(scenario.variants).length === 0 ? {} : { with: variantAxis(scenario.variants) }),
  }
  return new Map(qualifierNames.flatMap((name) => (axes[name] === undefined ? [] : [[name, axes[name]]])))
}

function variantAxis(variants: Scenario['variants']): Axis {
  return {
    values: Object.keys(variants),
    has: (name, transport) => variants[name]?.transports?.includes(transport) ?? true,
  }
}
