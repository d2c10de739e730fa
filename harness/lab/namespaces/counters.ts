import { z } from 'zod'
import type { Flow } from '../witness.ts'

/** How a table counts: what makes it, what reads it and what forgets, as lines for `nft -i`. */
export interface Counting {
  readonly rules: readonly string[]
  readonly listing: string
  deletion(flows: readonly Flow[]): string[]
}

/** A network whose flows are counted, and what tells its packets from others'. */
export interface Segment {
  readonly network: string
  /** The beginning of a rule. */
  readonly match: Readonly<Record<'ip' | 'ip6', string>>
}

/**
 * The kernel counts what bridges forward: for each network and IP version there is a set of flows with counters.
 * `flags` are of the table, whose name is its own in a network namespace that others use too.
 */
export function counting(segments: readonly Segment[], table = 'witness', flags = ''): Counting {
  return {
    rules: [
      `add table bridge ${table}${flags}`,
      `add chain bridge ${table} count { type filter hook forward priority 0; }`,
      ...segments.flatMap((segment) => versions.flatMap((version) => rulesFor(table, segment, version))),
    ],
    listing: `list table bridge ${table}`,
    deletion(flows) {
      return [...Map.groupBy(flows, setOf)].map(([set, some]) => {
        const elements = some.map(({ from, to, protocol }) => `${socket(from)} . ${socket(to)} . ${protocol}`)
        return `delete element bridge ${table} ${set} { ${elements.join(', ')} }`
      })
    },
  }
}

/** Recognises a network by the names of its ports: kernels need not know `ibrname`. */
export function byPort(network: string): Segment {
  return { network, match: { ip: `iifname "${network}*"`, ip6: `iifname "${network}*"` } }
}

const versions = [
  { ip: 'ip', type: 'ipv4_addr', suffix: '4' },
  { ip: 'ip6', type: 'ipv6_addr', suffix: '6' },
] as const

function rulesFor(
  table: string,
  { network, match }: Segment,
  { ip, type, suffix }: (typeof versions)[number],
): string[] {
  const set = `${network}${suffix}`
  const key = `${ip} saddr . th sport . ${ip} daddr . th dport . meta l4proto`
  return [
    `add set bridge ${table} ${set} { type ${type} . inet_service . ${type} . inet_service . inet_proto; flags dynamic; size 65536; counter; }`,
    `add rule bridge ${table} count ${match[ip]} ether type ${ip} meta l4proto { tcp, udp } update @${set} { ${key} counter }`,
  ]
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
