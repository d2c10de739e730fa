import { parseAddress } from '../domain/address.ts'
import type { Carrier } from '../domain/transport.ts'
import type { Connection } from '../protocol/messages.ts'

/**
 * How a live connection is carried, as its own multiaddrs say. An inbound connection's remote address is often only
 * the socket that it came from, and its local address is the listener's; a dialer knows what it dialled.
 */
export function carrierOf({ remoteAddress, localAddress, direction }: Connection): Carrier {
  const remote = remoteAddress === null ? 'unknown' : parseAddress(remoteAddress).carrier
  if (direction === 'outbound' || !isBareSocket(remote) || localAddress === null) return remote
  const local = parseAddress(localAddress).carrier
  return local === 'unknown' ? remote : local
}

function isBareSocket(carrier: Carrier): boolean {
  return carrier === 'tcp' || carrier === 'udp' || carrier === 'unknown'
}
