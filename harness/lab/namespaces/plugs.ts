import { inside, outside } from '../nat-rules.ts'
import { networkNamed, type Router, type Topology } from '../topology.ts'
import { ip4Of, ip6Of } from './address.ts'
import type { Plug } from './scripts.ts'

/** Hands out the addresses of a topology: routers come first, and the first of a LAN is its router's. */
export class Plugs {
  readonly #topology: Topology
  readonly #withIp6: boolean
  readonly #counts = new Map<string, number>()
  readonly #routers: ReadonlyMap<Router, { readonly inside: Plug; readonly outside: Plug }>

  constructor(topology: Topology, withIp6: boolean) {
    this.#topology = topology
    this.#withIp6 = withIp6
    // Its inside has to have its address before another router can be told of it.
    const insides = topology.routers.map((router) => ({ ...this.next(router.inside), name: inside, gateway: null }))
    this.#routers = new Map(
      topology.routers.map((router, index) => {
        const plug = insides[index] as Plug
        return [router, { inside: plug, outside: { ...this.next(router.outside), name: outside } }]
      }),
    )
  }

  of(router: Router): { readonly inside: Plug; readonly outside: Plug } {
    const plugs = this.#routers.get(router)
    if (plugs === undefined) throw new Error(`the topology ${this.#topology.name} has no router ${router.name}`)
    return plugs
  }

  /** The address that stands for hosts of that network in the outermost one; `undefined`: their own. */
  seenAs(network: string): string | undefined {
    const router = this.#topology.routers.find((one) => one.inside === network)
    return router === undefined ? undefined : (this.seenAs(router.outside) ?? this.of(router).outside.ip4.address)
  }

  /** Of a new host in that network. */
  next(name: string): Plug {
    const number = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, number)
    const { ip4, ip6 } = networkNamed(this.#topology, name)
    const isBehindRouter = this.#topology.routers.some((router) => router.inside === name)
    return {
      name: 'eth0',
      network: name,
      port: `${name}${number}`,
      ip4: { address: ip4Of(ip4, number), range: ip4 },
      ip6: this.#withIp6 && ip6 !== null ? { address: ip6Of(ip6, number), range: ip6 } : null,
      gateway: isBehindRouter ? ip4Of(ip4, 1) : null,
    }
  }
}
