/** Where a cell can fail, roughly in the order in which it gets there, and how many milliseconds a peer has for each. */
export const stageDeadlines = {
  hello: 30_000,
  start: 10_000,
  subscribe: 5_000,
  reserve: 10_000,
  limit: 5_000,
  dial: 12_000,
  connection: 5_000,
  identify: 8_000,
  ping: 5_000,
  gossip: 10_000,
  'direct-message': 10_000,
  'relay-stop': 10_000,
  cut: 10_000,
  refusal: 4_000,
  evidence: 5_000,
  stop: 5_000,
} as const

export type Stage = keyof typeof stageDeadlines
export const stages = Object.keys(stageDeadlines) as Stage[]
