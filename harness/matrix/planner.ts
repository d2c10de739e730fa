import { namedCell, type Cell, type ImplementationId, type Question } from '../domain/cell.ts'
import { connects } from '../domain/expectation.ts'
import type { PlannedCell } from '../domain/run.ts'
import { scenarioShapes, type ScenarioShape } from '../domain/scenario.ts'
import { transports, type Transport } from '../domain/transport.ts'
import { compilePatterns } from './glob.ts'
import type { Matrix, RunEntry } from './matrix.ts'

/** Every cell of the matrix once, each with what is expected of it. */
export function planCells(matrix: Matrix): PlannedCell[] {
  const rules = matrix.expect.map(({ patterns, expectation }) => ({
    matches: compilePatterns(patterns.map(({ pattern }) => pattern)),
    expectation,
  }))
  return cellsOf(
    matrix.run,
    matrix.implementations.map(({ id }) => id),
  ).map((cell) => ({
    cell,
    expectation: rules.find(({ matches }) => matches(cell.id))?.expectation ?? connects,
  }))
}

/** In the order of the file's scenarios and implementations, whatever the order in its entries. */
export function cellsOf(run: readonly RunEntry[], ids: readonly ImplementationId[]): Cell[] {
  const scenarios = [...new Set(run.map(({ scenario }) => scenario))]
  return scenarios.flatMap((scenario) => {
    const entries = run.filter((entry) => entry.scenario === scenario)
    return combinations(scenarioShapes[scenario], ids)
      .filter((combination) => entries.some((entry) => isIn(entry, combination)))
      .map((combination) => namedCell({ scenario, ...combination }))
  })
}

type Combination = Omit<Question, 'scenario'>

/** Everything that a scenario of this shape could be run with. */
export function combinations(shape: ScenarioShape, ids: readonly ImplementationId[]): Combination[] {
  const middles = shape.via === null ? [{}] : ids.map((via) => ({ via }))
  return transports
    .filter((transport) => shape.transports.includes(transport))
    .flatMap((transport) => ids.map((dialer) => ({ transport, dialer })))
    .flatMap((dial) => ids.map((listener) => ({ ...dial, listener })))
    .flatMap((pair) => middles.map((middle) => ({ ...pair, middle })))
    .flatMap(({ middle, ...pair }) =>
      variantsOf(shape, pair.transport).map((variant) => ({ ...pair, qualifiers: { ...middle, ...variant } })),
    )
}

function variantsOf({ variants }: ScenarioShape, transport: Transport): { with?: string }[] {
  if (variants.length === 0) return [{}]
  const having = variants.filter(({ transports: having }) => having === undefined || having.includes(transport))
  return having.map(({ name }) => ({ with: name }))
}

export function isIn(entry: RunEntry, { transport, dialer, listener, qualifiers: { via } }: Combination): boolean {
  return (
    entry.transports.includes(transport) &&
    entry.dialers.includes(dialer) &&
    entry.listeners.includes(listener) &&
    (via === undefined || entry.via.includes(via))
  )
}
