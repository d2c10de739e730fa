import { multiaddr } from '@multiformats/multiaddr'
import type { Carrier } from '../domain/transport.ts'
import type { Connection } from '../protocol/messages.ts'

/**
 * How a live connection is carried, as its own multiaddrs tell; the remote one first, since an inbound
 * connection's local address is the listener's. See https://github.com/multiformats/multiaddr/blob/master/protocols.csv
 */
export function carrierOf({
  remoteAddress,
  localAddress,
}: Pick<Connection, 'remoteAddress' | 'localAddress'>): Carrier {
  const remote = carrierOfAddress(remoteAddress)
  if (!isBareSocket(remote) || localAddress === null) return remote
  const local = carrierOfAddress(localAddress)
  return local === 'unknown' ? remote : local
}

function isBareSocket(carrier: Carrier): boolean {
  return carrier === 'tcp' || carrier === 'udp' || carrier === 'unknown'
}

function carrierOfAddress(address: string): Carrier {
  const names = new Set(componentNames(address))
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

function componentNames(address: string): string[] {
  try {
    return multiaddr(address)
      .getComponents()
      .map(({ name }) => name)
  } catch {
    return []
  }
}
