import type { ImplementationId } from '../domain/cell.ts'
import { qualifierNames, type QualifierName } from '../domain/qualifier.ts'
import type { ScenarioShape, Variant } from '../domain/scenario.ts'
import type { Transport } from '../domain/transport.ts'

/** What the cells of a scenario can differ in beside transport, dialer and listener, in the order of their ids. */
export type Axes = ReadonlyMap<QualifierName, Axis>

export interface Axis {
  /** All that matrix.yaml may name, and what is taken where it names none. */
  readonly values: readonly string[]
  /** Whether there is such a cell over that transport. */
  has(value: string, transport: Transport): boolean
}

/** `ids`: the implementations that matrix.yaml names. */
export function axesOf(shape: ScenarioShape, ids: readonly ImplementationId[]): Axes {
  const axes: Partial<Record<QualifierName, Axis>> = {
    ...(shape.via === null ? {} : { via: { values: ids, has: () => true } }),
    ...(shape.variants.length === 0 ? {} : { with: variantAxis(shape.variants) }),
  }
  return new Map(qualifierNames.flatMap((name) => (axes[name] === undefined ? [] : [[name, axes[name]]])))
}

function variantAxis(variants: readonly Variant[]): Axis {
  const having = (name: string) => variants.find((variant) => variant.name === name)?.transports
  return {
    values: variants.map(({ name }) => name),
    has: (name, transport) => having(name)?.includes(transport) ?? true,
  }
}
