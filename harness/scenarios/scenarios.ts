import type { ScenarioName } from '../domain/scenario.ts'
import { direct } from './direct.ts'
import { gossip } from './gossip.ts'
import { limits } from './limits.ts'
import { refused } from './refused.ts'
import { relayed } from './relayed.ts'
import type { Scenario } from './scenario.ts'
import { webrtc } from './webrtc.ts'

/** How each scenario is played. Adding one is a file here, and its shape in domain/scenario.ts. */
export const scenarios = {
  direct,
  relayed,
  webrtc,
  gossip,
  limits,
  refused,
} satisfies Record<ScenarioName, Scenario>
