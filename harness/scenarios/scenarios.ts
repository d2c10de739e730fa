import type { ScenarioName } from '../domain/scenario.ts'
import { direct } from './direct.ts'
import type { Scenario } from './scenario.ts'

/** How each scenario is played. Adding one is a file here, and its shape in domain/scenario.ts. */
export const scenarios = {
  direct,
} satisfies Record<ScenarioName, Scenario>
