import { namedCell, type Cell } from '../domain/cell.ts'
import { scenarioNames, scenarioShapes, type ScenarioShape } from '../domain/scenario.ts'

/** Every cell that there is for one implementation: each scenario over each transport in each variant. */
export function cellsOf(implementation: string): Cell[] {
  return scenarioNames.flatMap((scenario) => {
    const shape: ScenarioShape = scenarioShapes[scenario]
    const variants = shape.variants.length === 0 ? [undefined] : shape.variants
    return variants.flatMap((variant) =>
      (variant?.transports ?? shape.transports).map((transport) =>
        namedCell({
          scenario,
          transport,
          dialer: implementation,
          listener: implementation,
          qualifiers: {
            ...(shape.via === null ? {} : { via: implementation }),
            ...(variant === undefined ? {} : { with: variant.name }),
          },
        }),
      ),
    )
  })
}
