/** Names of the scenarios, as they stand in cell ids; what each of them is stands in scenarios/. */
export const scenarioNames = ['direct', 'relayed', 'webrtc', 'gossip', 'limits', 'refused', 'hole-punch'] as const
export type ScenarioName = (typeof scenarioNames)[number]
