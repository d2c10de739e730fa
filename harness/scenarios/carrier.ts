import { parseAddress } from '../domain/address.ts'
import type { Carrier } from '../domain/transport.ts'
import type { Connection } from '../protocol/messages.ts'

/**
 * How a live connection is carried, as its own multiaddrs say; the remote one first, since an inbound
 * connection's local address is the listener's.
 */
export function carrierOf({
  remoteAddress,
  localAddress,
}: Pick<Connection, 'remoteAddress' | 'localAddress'>): Carrier {
  const remote = remoteAddress === null ? 'unknown' : parseAddress(remoteAddress).carrier
  if (!isBareSocket(remote) || localAddress === null) return remote
  const local = parseAddress(localAddress).carrier
  return local === 'unknown' ? remote : local
}

function isBareSocket(carrier: Carrier): boolean {
  return carrier === 'tcp' || carrier === 'udp' || carrier === 'unknown'
}
