import type { ImplementationId } from '../domain/cell.ts'
import { qualifierNames, type QualifierName } from '../domain/qualifier.ts'
import type { Transport } from '../domain/transport.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { middleOf } from '../scenarios/scenarios.ts'

/** What the cells of a scenario can differ in beside transport, dialer and listener, in the order of their ids. */
export type Axes = ReadonlyMap<QualifierName, Axis>

export interface Axis {
  /** All that matrix.yaml may name. */
  readonly values: readonly string[]
  /** Where it names none: all of them, or cells without this qualifier. */
  readonly unnamed: 'all' | 'none'
  /** Whether there is such a cell over that transport. */
  has(value: string, transport: Transport): boolean
}

/** `ids`: the implementations that matrix.yaml names. */
export function axesOf(
  scenario: Pick<Scenario, 'roles' | 'variants' | 'options' | 'nats'>,
  ids: readonly ImplementationId[],
): Axes {
  const axes: Partial<Record<QualifierName, Axis>> = {
    ...optionAxes(scenario.options ?? {}),
    ...(scenario.nats === undefined
      ? {}
      : { nat: { values: scenario.nats.pairs, unnamed: 'all', has: scenario.nats.has } }),
    ...(middleOf(scenario) === null ? {} : { via: { values: ids, unnamed: 'all', has: () => true } }),
    ...(Object.keys(scenario.variants).length === 0 ? {} : { with: variantAxis(scenario.variants) }),
  }
  return new Map(qualifierNames.flatMap((name) => (axes[name] === undefined ? [] : [[name, axes[name]]])))
}

function optionAxes(options: NonNullable<Scenario['options']>): Partial<Record<QualifierName, Axis>> {
  const entries = Object.entries(options).map(([name, values]) => [name, { values, unnamed: 'none', has: () => true }])
  return Object.fromEntries(entries) as Partial<Record<QualifierName, Axis>>
}

function variantAxis(variants: Scenario['variants']): Axis {
  return {
    values: Object.keys(variants),
    unnamed: 'all',
    has: (name, transport) => variants[name]?.transports?.includes(transport) ?? true,
  }
}
