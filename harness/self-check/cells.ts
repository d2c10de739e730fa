import { namedCell, type Cell } from '../domain/cell.ts'
import { scenarioNames } from '../domain/scenario.ts'
import { middleOf, scenarioOf } from '../scenarios/scenarios.ts'

/**
 * Every cell that there is for one implementation: each scenario over each transport in each variant. Those with routers
 * are left out: the world in memory has none, and what is judged in them is tested with evidence in harness/judge.
 */
export function cellsOf(implementation: string): Cell[] {
  return scenarioNames.flatMap((scenario) => {
    const definition = scenarioOf({ scenario })
    if (definition.nats !== undefined) return []
    const variants = Object.entries(definition.variants)
    const via = middleOf(definition) === null ? {} : { via: implementation }
    const cell = { scenario, dialer: implementation, listener: implementation }
    if (variants.length === 0) {
      return definition.transports.map((transport) => namedCell({ ...cell, transport, qualifiers: via }))
    }
    return variants.flatMap(([name, { transports = definition.transports }]) =>
      transports.map((transport) => namedCell({ ...cell, transport, qualifiers: { ...via, with: name } })),
    )
  })
}
