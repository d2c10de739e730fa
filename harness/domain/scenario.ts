import type { Transport } from './transport.ts'

/** What cells of a scenario are made of; the planner multiplies it out. */
export interface ScenarioShape {
  /** One line for help and reports. */
  readonly summary: string
  readonly transports: readonly Transport[]
  /** What the third program in the middle is called, where there is one. */
  readonly via: 'relay' | 'server' | null
  /** Every cell is made once for each of these; empty: the scenario has no variants. */
  readonly variants: readonly string[]
}

export const scenarioShapes = {
  direct: {
    summary: 'the dialer dials the listener, and they chat',
    transports: ['tcp+noise', 'tcp+tls', 'ws+noise', 'wss+noise', 'quic-v1', 'webtransport', 'webrtc-direct'],
    via: null,
    variants: [],
  },
} as const satisfies Record<string, ScenarioShape>

export type ScenarioName = keyof typeof scenarioShapes
export const scenarioNames = Object.keys(scenarioShapes) as ScenarioName[]
