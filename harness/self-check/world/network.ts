import type { Flow, Witness } from '../../lab/witness.ts'
import type { Addresses } from '../../lab/lab.ts'
import { publicNetwork } from '../../lab/topology.ts'
import type { Binding, Link, SocketAddress } from '../peer/network.ts'
import { linkPair } from './link.ts'
import type { Sockets } from './process.ts'

/** Bytes that every packet has beside what the programs sent. */
const headerBytes = 40
const firstEphemeralPort = 40_000

/** The sockets of a whole lab, in memory. What is sent arrives a moment later, and everything is counted as on a wire. */
export class MemoryNetwork implements Witness {
  readonly #listeners = new Map<string, (link: Link) => void>()
  readonly #flows = new Map<string, Flow>()
  #lastPort = firstEphemeralPort

  async flows(): Promise<Flow[]> {
    return [...this.#flows.values()]
  }

  forget(flows: readonly Flow[]): void {
    for (const { protocol, from, to } of flows) this.#flows.delete(flowKey(protocol, from, to))
  }

  /** The sockets of one program on the host with these addresses. */
  socketsOf({ ip4, ip6 }: Addresses): Sockets {
    const ips = ip6 === null ? [ip4] : [ip4, ip6]
    const open = new Set<{ close(): unknown }>()
    const track = (link: Link): Link => {
      open.add(link)
      void link.closed.then(() => open.delete(link))
      return link
    }
    return {
      ips,
      network: {
        listen: async (at, accept) => {
          const binding = await this.#listen(at, ips, (link) => accept(track(link)))
          open.add(binding)
          return binding
        },
        dial: async (to, signal) => track(await this.#dial(to, ips, signal)),
      },
      closeAll: () => open.forEach((socket) => void socket.close()),
    }
  }

  async #listen(wanted: SocketAddress, ips: readonly string[], accept: (link: Link) => void): Promise<Binding> {
    if (!ips.includes(wanted.ip)) throw new Error(`EADDRNOTAVAIL: address not available ${wanted.ip}`)
    const at = { ...wanted, port: wanted.port === 0 ? ++this.#lastPort : wanted.port }
    if (this.#listeners.has(keyOf(at))) throw new Error(`EADDRINUSE: address already in use ${at.ip}:${at.port}`)
    this.#listeners.set(keyOf(at), accept)
    return { at, close: async () => void this.#listeners.delete(keyOf(at)) }
  }

  async #dial(to: SocketAddress, ips: readonly string[], signal: AbortSignal): Promise<Link> {
    const ip = ips.find((one) => one.includes(':') === to.ip.includes(':'))
    if (ip === undefined) throw new Error(`ENETUNREACH: network is unreachable ${to.ip}`)
    const from = { layer: to.layer, ip, port: ++this.#lastPort }
    this.#count(from, to, 0)
    const accept = this.#listeners.get(keyOf(to))
    if (accept === undefined) return await nobodyThere(to, signal)
    this.#count(to, from, 0)
    const [near, far] = linkPair(from, to, (sender, receiver, bytes) => this.#count(sender, receiver, bytes))
    accept(far)
    return near
  }

  #count(sender: SocketAddress, receiver: SocketAddress, bytes: number): void {
    const protocol = sender.layer
    const [from, to] = [endpointOf(sender), endpointOf(receiver)]
    const key = flowKey(protocol, from, to)
    const before = this.#flows.get(key)
    this.#flows.set(key, {
      network: publicNetwork.name,
      protocol,
      from,
      to,
      packets: (before?.packets ?? 0) + 1,
      bytes: (before?.bytes ?? 0) + headerBytes + bytes,
    })
  }
}

/** TCP says at once that nobody listens, UDP never. */
async function nobodyThere({ layer, ip, port }: SocketAddress, signal: AbortSignal): Promise<never> {
  if (layer === 'tcp') throw new Error(`ECONNREFUSED: connection refused ${ip}:${port}`)
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  return await promise
}

function endpointOf({ ip, port }: SocketAddress): Flow['from'] {
  return { address: ip, port }
}

function flowKey(protocol: string, from: Flow['from'], to: Flow['to']): string {
  return [protocol, from.address, from.port, to.address, to.port].join(' ')
}

function keyOf({ layer, ip, port }: SocketAddress): string {
  return [layer, ip, port].join(' ')
}
