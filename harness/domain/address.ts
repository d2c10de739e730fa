import { multiaddr } from '@multiformats/multiaddr'
import type { Carrier, Layer } from './transport.ts'

/**
 * What a multiaddr says, for comparing it with what was arranged; `null` where it does not say.
 * https://github.com/multiformats/multiaddr/blob/master/protocols.csv
 */
export interface Address {
  readonly ip: string | null
  readonly layer: Layer | null
  readonly port: number | null
  readonly carrier: Carrier
  /** Peer id of the relay that a circuit goes through. */
  readonly relay: string | null
  /** Peer id of the end that it leads to. */
  readonly peerId: string | null
}

/** Throws nothing: text that is not a multiaddr is an address that says nothing, carried by something unknown. */
export function parseAddress(text: string): Address {
  const components = componentsOf(text)
  const names = components.map(({ name }) => name)
  const circuitAt = names.indexOf('p2p-circuit')
  const valueOf = (...wanted: readonly string[]) => components.find(({ name }) => wanted.includes(name))?.value ?? null
  const peerIdIn = (some: typeof components) => some.find(({ name }) => name === 'p2p')?.value ?? null
  const port = valueOf('tcp', 'udp')
  return {
    ip: valueOf('ip4', 'ip6'),
    layer: names.includes('tcp') ? 'tcp' : names.includes('udp') ? 'udp' : null,
    port: port === null ? null : Number(port),
    carrier: carrierOf(new Set(names)),
    relay: circuitAt === -1 ? null : peerIdIn(components.slice(0, circuitAt)),
    peerId: peerIdIn(components.slice(circuitAt + 1)),
  }
}

function carrierOf(names: ReadonlySet<string>): Carrier {
  if (names.has('webrtc')) return 'webrtc'
  if (names.has('p2p-circuit')) return 'circuit'
  if (names.has('webrtc-direct')) return 'webrtc-direct'
  if (names.has('webtransport')) return 'webtransport'
  if (names.has('quic-v1')) return 'quic-v1'
  if (names.has('wss') || (names.has('tls') && names.has('ws'))) return 'wss'
  if (names.has('ws')) return 'ws'
  if (names.has('tcp')) return 'tcp'
  return names.has('udp') ? 'udp' : 'unknown'
}

function componentsOf(text: string) {
  try {
    return multiaddr(text).getComponents()
  } catch {
    return []
  }
}
