import type { Transport } from './transport.ts'

/** What cells of a scenario are made of; the planner multiplies it out. */
export interface ScenarioShape {
  /** One line for help and reports. */
  readonly summary: string
  readonly transports: readonly Transport[]
  /** What the third program in the middle is called, where there is one. */
  readonly via: 'relay' | 'server' | null
  /** Every cell is made once for each of these that has its transport; empty: the scenario has no variants. */
  readonly variants: readonly Variant[]
}

export interface Variant {
  readonly name: string
  /** Absent: all transports of the scenario. */
  readonly transports?: readonly Transport[]
  /** Over these its cells mostly wait, for a limit or for a timeout, and cost little else. */
  readonly waits?: readonly Transport[]
}

export const scenarioShapes = {
  direct: {
    summary: 'the dialer dials the listener, and they chat',
    transports: ['tcp+noise', 'tcp+tls', 'ws+noise', 'wss+noise', 'quic-v1', 'webtransport', 'webrtc-direct'],
    via: null,
    variants: [],
  },
  relayed: {
    summary: 'the dialer reaches the listener through a relay, over a limited connection',
    transports: ['ws+noise'],
    via: 'relay',
    variants: [],
  },
  webrtc: {
    summary: 'signalled through a relay, the two connect to each other; the relay stops, the chat goes on',
    transports: ['webrtc'],
    via: 'relay',
    variants: [],
  },
  gossip: {
    summary: 'connected to a server only, the two chat through it',
    transports: ['ws+noise'],
    via: 'server',
    variants: [],
  },
  limits: {
    summary: 'the relay announces the limits of a circuit, and cuts it when one is passed',
    transports: ['tcp+noise'],
    via: 'relay',
    variants: [{ name: 'data' }, { name: 'duration', waits: ['tcp+noise'] }],
  },
  refused: {
    summary: 'a dial to an address with a wrong peer id, or a wrong certificate hash, is refused',
    transports: ['tcp+noise', 'tcp+tls', 'ws+noise', 'wss+noise', 'quic-v1', 'webtransport', 'webrtc-direct'],
    via: null,
    variants: [
      { name: 'wrong-peer-id', waits: ['webrtc-direct'] },
      {
        name: 'wrong-certhash',
        transports: ['webtransport', 'webrtc-direct'],
        waits: ['webtransport', 'webrtc-direct'],
      },
    ],
  },
} as const satisfies Record<string, ScenarioShape>

export type ScenarioName = keyof typeof scenarioShapes
export const scenarioNames = Object.keys(scenarioShapes) as ScenarioName[]
