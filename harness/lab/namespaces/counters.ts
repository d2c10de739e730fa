import { z } from 'zod'
import type { Flow } from '../witness.ts'

/**
 * The nftables rules by which the kernel counts what bridges forward: for each network and IP version a set of flows
 * with counters. As lines for `nft -i`. A network's ports are recognised by their names: kernels need not know `ibrname`.
 */
export function countingRules(networks: readonly string[]): string[] {
  return [
    'add table bridge witness',
    'add chain bridge witness count { type filter hook forward priority 0; }',
    ...networks.flatMap((network) => versions.flatMap((version) => rulesFor(network, version))),
  ]
}

export const listing = 'list table bridge witness'

const versions = [
  { ip: 'ip', type: 'ipv4_addr', suffix: '4' },
  { ip: 'ip6', type: 'ipv6_addr', suffix: '6' },
] as const

function rulesFor(network: string, { ip, type, suffix }: (typeof versions)[number]): string[] {
  const set = `${network}${suffix}`
  const key = `${ip} saddr . th sport . ${ip} daddr . th dport . meta l4proto`
  return [
    `add set bridge witness ${set} { type ${type} . inet_service . ${type} . inet_service . inet_proto; flags dynamic; size 65536; counter; }`,
    `add rule bridge witness count iifname "${network}*" ether type ${ip} meta l4proto { tcp, udp } update @${set} { ${key} counter }`,
  ]
}

export function deletion(flows: readonly Flow[]): string[] {
  return [...Map.groupBy(flows, setOf)].map(([set, some]) => {
    const elements = some.map(({ from, to, protocol }) => `${socket(from)} . ${socket(to)} . ${protocol}`)
    return `delete element bridge witness ${set} { ${elements.join(', ')} }`
  })
}

function setOf({ network, from }: Flow): string {
  return `${network}${from.address.includes(':') ? '6' : '4'}`
}

function socket({ address, port }: Flow['from']): string {
  return `${address} . ${port}`
}

const port = z.number().int()
/** By number where the system has no /etc/protocols. */
const protocol = z.union([
  z.enum(['tcp', 'udp']),
  z.literal(6).transform(() => 'tcp' as const),
  z.literal(17).transform(() => 'udp' as const),
])
const element = z.object({
  elem: z.object({
    val: z.object({ concat: z.tuple([z.string(), port, z.string(), port, protocol]) }),
    counter: z.object({ packets: z.number(), bytes: z.number() }),
  }),
})
const set = z.object({ name: z.string(), elem: z.array(element).default([]) })
const answer = z.object({ nftables: z.array(z.object({ set: set.optional() })) })

/** Reads what `nft -j` answers to the listing. */
export function parseListing(json: string): Flow[] {
  const { nftables } = answer.parse(JSON.parse(json))
  return nftables.flatMap(({ set }) => {
    if (set === undefined) return []
    const network = set.name.slice(0, -1)
    return set.elem.map(({ elem: { val, counter } }) => {
      const [source, sourcePort, destination, destinationPort, protocol] = val.concat
      const from = { address: source, port: sourcePort }
      const to = { address: destination, port: destinationPort }
      return { network, protocol, from, to, packets: counter.packets, bytes: counter.bytes }
    })
  })
}
