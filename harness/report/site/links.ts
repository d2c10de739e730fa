/** Where to read what a cell is about. */
import type { ScenarioName } from '../../domain/scenario.ts'
import type { Transport } from '../../domain/transport.ts'

const specs = 'https://github.com/libp2p/specs/blob/master'

export const scenarioLinks: Readonly<Record<ScenarioName, string>> = {
  direct: `${specs}/connections/README.md`,
  relayed: `${specs}/relay/circuit-v2.md`,
  webrtc: `${specs}/webrtc/webrtc.md`,
  gossip: `${specs}/pubsub/gossipsub/gossipsub-v1.1.md`,
  limits: `${specs}/relay/circuit-v2.md#reservation`,
  refused: `${specs}/connections/README.md`,
  'hole-punch': `${specs}/relay/DCUtR.md`,
}

export const transportLinks: Readonly<Record<Transport, string>> = {
  'tcp+noise': `${specs}/noise/README.md`,
  'tcp+tls': `${specs}/tls/tls.md`,
  'ws+noise': `${specs}/websockets/README.md`,
  'wss+noise': `${specs}/websockets/README.md`,
  'quic-v1': `${specs}/quic/README.md`,
  webtransport: `${specs}/webtransport/README.md`,
  'webrtc-direct': `${specs}/webrtc/webrtc-direct.md`,
  webrtc: `${specs}/webrtc/webrtc.md`,
}

/** Whether a cell of the scenario asks that its two ends be connected to each other. */
export const connectsEnds: Readonly<Record<ScenarioName, boolean>> = {
  direct: true,
  relayed: true,
  webrtc: true,
  gossip: false,
  limits: false,
  refused: false,
  'hole-punch': true,
}
