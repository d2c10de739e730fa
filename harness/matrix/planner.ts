import { namedCell, type Cell, type ImplementationId } from '../domain/cell.ts'
import { connects } from '../domain/expectation.ts'
import type { Qualifiers } from '../domain/qualifier.ts'
import type { PlannedCell } from '../domain/run.ts'
import { transports, type Transport } from '../domain/transport.ts'
import { scenarios } from '../scenarios/scenarios.ts'
import { axesOf, type Axes } from './axes.ts'
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
  const names = [...new Set(run.map(({ scenario }) => scenario))]
  return names.flatMap((scenario) => {
    const axes = axesOf(scenarios[scenario], ids)
    const entries = run.filter((entry) => entry.scenario === scenario)
    const cells = new Map(entries.flatMap((entry) => cellsOfEntry(entry, axes)).map((cell) => [cell.id, cell]))
    return inOrder([...cells.values()], ids, axes)
  })
}

/** How many cells an entry asks for at most; those that another entry asks for too are counted. */
export function countCells({ transports, dialers, listeners, qualifiers }: RunEntry): number {
  const counts = [transports, dialers, listeners, ...Object.values(qualifiers)].map(({ length }) => length)
  return counts.reduce((product, count) => product * count, 1)
}

export function cellsOfEntry(entry: RunEntry, axes: Axes): Cell[] {
  return entry.transports.flatMap((transport) => {
    const qualified = qualifiersOf(entry, axes, transport)
    return entry.dialers.flatMap((dialer) =>
      entry.listeners.flatMap((listener) =>
        qualified.map((qualifiers) => namedCell({ scenario: entry.scenario, transport, dialer, listener, qualifiers })),
      ),
    )
  })
}

/** Every combination of what the entry names on each axis. */
function qualifiersOf(entry: RunEntry, axes: Axes, transport: Transport): Qualifiers[] {
  return [...axes].reduce<Qualifiers[]>(
    (combinations, [name, axis]) => {
      const named = entry.qualifiers[name]
      if (named === undefined) return combinations
      const values = named.filter((value) => axis.has(value, transport))
      return combinations.flatMap((qualifiers) => values.map((value) => ({ ...qualifiers, [name]: value })))
    },
    [{}],
  )
}

function inOrder(cells: readonly Cell[], ids: readonly ImplementationId[], axes: Axes): Cell[] {
  const implementation = rankIn(ids)
  const ranks: ((cell: Cell) => number)[] = [
    ({ transport }) => transports.indexOf(transport),
    ({ dialer }) => implementation(dialer),
    ({ listener }) => implementation(listener),
    ...[...axes].map(([name, { values }]) => {
      const rank = rankIn(values)
      return ({ qualifiers }: Cell) => rank(qualifiers[name] ?? '')
    }),
  ]
  return cells.toSorted((a, b) => {
    for (const rank of ranks) if (rank(a) !== rank(b)) return rank(a) - rank(b)
    return 0
  })
}

function rankIn(names: readonly string[]): (name: string) => number {
  const ranks = new Map(names.map((name, index) => [name, index]))
  return (name) => ranks.get(name) ?? -1
}
