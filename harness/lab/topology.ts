/** What a site looks like, as data: networks, and the routers between them. Hosts are added to a network by name. */
export interface Topology {
  readonly name: string
  readonly networks: readonly Network[]
  readonly routers: readonly Router[]
}

/** What a router does to what passes from its inside to its outside, and whom it lets in. */
const routerTypes = ['full-cone', 'address-restricted', 'port-restricted', 'symmetric', 'udp-blocked'] as const
export type RouterType = (typeof routerTypes)[number]

/** A router between two networks, which translates addresses (NAT). */
export interface Router {
  readonly name: string
  readonly type: RouterType
  /** Networks, by name. Hosts inside reach everything outside by it. */
  readonly inside: string
  readonly outside: string
}

export interface Network {
  /** At most 10 characters: interfaces are named after it. */
  readonly name: string
  readonly kind: 'public' | 'lan'
  /** In CIDR notation. */
  readonly ip4: string
  /** In CIDR notation; ends with `::` before its length. `null`: no IPv6 there. */
  readonly ip6: string | null
}

/**
 * What the lab calls the internet. Libraries start no hole punching towards private, loopback or documentation
 * addresses, so these look public: 11.0.0.0/8, and a part of 2000::/3 (global unicast) that is in none of the special
 * registries (6to4, Teredo, documentation). There is no route from here to the real owners of either.
 */
export const publicNetwork: Network = { name: 'public', kind: 'public', ip4: '11.0.0.0/16', ip6: '2a00:11::/64' }

/** All hosts reach each other directly, over IPv4 and IPv6. */
export const flat: Topology = { name: 'flat', networks: [publicNetwork], routers: [] }

export function networkNamed(topology: Topology, name: string): Network {
  const network = topology.networks.find((one) => one.name === name)
  if (network === undefined) throw new Error(`the topology ${topology.name} has no network ${name}`)
  return network
}
