import type { Link, Network, SocketAddress } from '../peer/network.ts'
import { linkPair } from '../world/link.ts'
import { inTheMiddle, type Lie } from './lie.ts'

/** Programs with the same backdoor meet there, for sockets of these protocols, and never on the wire. */
export function backdoor(...layers: readonly SocketAddress['layer'][]): Lie {
  const listeners = new Map<string, (link: Link) => void>()
  let ports = 50_000
  const key = ({ layer, ip, port }: SocketAddress) => `${layer} ${ip} ${port}`
  return inTheMiddle(({ network, ips: [ip = ''] }) => ({
    network: {
      async listen(wanted, accept) {
        if (!layers.includes(wanted.layer)) return await network.listen(wanted, accept)
        const at = { ...wanted, port: wanted.port === 0 ? ++ports : wanted.port }
        listeners.set(key(at), accept)
        return { at, close: async () => void listeners.delete(key(at)) }
      },
      async dial(to, signal) {
        const accept = listeners.get(key(to))
        if (accept === undefined) return await network.dial(to, signal)
        const from = { ...to, ip, port: ++ports }
        const [near, far] = linkPair(from, to, () => {})
        accept(far)
        return near
      },
    } satisfies Network,
  }))
}
