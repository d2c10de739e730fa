import { publicNetwork, type Network, type Router, type RouterType, type Topology } from '../topology.ts'

/**
 * How a host is connected to the public network. `open`: it stands in it. `cgnat`: behind a router that is behind the
 * carrier's own. The others are a home router of that type. RFC 4787 calls mapping and filtering of full-cone
 * endpoint-independent, of address-restricted and port-restricted the filtering address-dependent or address and
 * port-dependent, and of symmetric both.
 */
export const natTypes = [
  'open',
  'full-cone',
  'address-restricted',
  'port-restricted',
  'symmetric',
  'udp-blocked',
  'cgnat',
] as const
export type NatType = (typeof natTypes)[number]

const sides = {
  a: { lan: lan('lan-a', '192.168.1.0/24'), carrier: lan('carrier-a', '100.64.1.0/24') },
  b: { lan: lan('lan-b', '192.168.2.0/24'), carrier: lan('carrier-b', '100.64.2.0/24') },
} as const
export type Side = keyof typeof sides

/** Two hosts, each behind what its NAT type says, and a public network between them. `name` is that of the topology. */
export function natTopology(a: NatType, b: NatType, name = `${a}~${b}`): Topology {
  const [of, on] = [behind('a', a), behind('b', b)]
  return {
    name,
    networks: [publicNetwork, ...of.networks, ...on.networks],
    routers: [...of.routers, ...on.routers],
  }
}

/** The network that the host of a side stands in. */
export function homeOf(side: Side, nat: NatType): string {
  return nat === 'open' ? publicNetwork.name : sides[side].lan.name
}

/** `port-restricted~symmetric`; `null`: it is not two NAT types. */
export function parseNatPair(text: string): readonly [NatType, NatType] | null {
  const [a, b, ...more] = text.split('~')
  const isType = (one: string | undefined): one is NatType =>
    (natTypes as readonly (string | undefined)[]).includes(one)
  return isType(a) && isType(b) && more.length === 0 ? [a, b] : null
}

/** All pairs, as they stand in cell ids. */
export const natPairs: readonly string[] = natTypes.flatMap((a) => natTypes.map((b) => `${a}~${b}`))

interface Behind {
  readonly networks: readonly Network[]
  readonly routers: readonly Router[]
}

/** Routers stand in the order from the public network to the host. */
function behind(side: Side, nat: NatType): Behind {
  const { lan, carrier } = sides[side]
  const router = (name: string, type: RouterType, inside: string, outside: string): Router => ({
    name: `${name}-${side}`,
    type,
    inside,
    outside,
  })
  switch (nat) {
    case 'open':
      return { networks: [], routers: [] }
    case 'cgnat':
      return {
        networks: [carrier, lan],
        routers: [
          router('carrier', 'port-restricted', carrier.name, publicNetwork.name),
          router('router', 'port-restricted', lan.name, carrier.name),
        ],
      }
    default:
      return { networks: [lan], routers: [router('router', nat, lan.name, publicNetwork.name)] }
  }
}

function lan(name: string, ip4: string): Network {
  return { name, kind: 'lan', ip4, ip6: null }
}
