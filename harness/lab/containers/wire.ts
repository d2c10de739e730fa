import { existsSync } from 'node:fs'
import { dyingWithParent } from '../launcher.ts'
import { counting, type Counting, type Segment } from '../namespaces/counters.ts'
import { NftWitness } from '../namespaces/nft-witness.ts'
import { startProgram } from '../program.ts'
import { findTool } from '../tools.ts'
import type { Topology } from '../topology.ts'
import type { SiteLabels } from './labels.ts'
import { bridgeName } from './networks.ts'

/** The kernel removes a table with its owner: nothing is left of it, however the harness ends. */
const owned = ' { flags owner; }'

/**
 * The witness of a site whose bridges are in this network namespace. It also shuts the bridges' own ends: what is in the
 * site can speak to others in it, and neither to this machine nor by way of it.
 */
export async function watchWire(site: SiteLabels, topology: Topology, signal: AbortSignal): Promise<NftWitness> {
  const bridges = topology.networks.map((_, index) => bridgeName(site, index))
  const elsewhere = bridges.find((bridge) => !existsSync(`/sys/class/net/${bridge}`))
  if (elsewhere !== undefined) throw new Error(`the engine's bridge ${elsewhere} is not in this network namespace`)
  const command = [...dyingWithParent(), findTool('nft') ?? 'nft', '-j', '-i']
  const process = startProgram(command, { cwd: '/', env: { HOME: '/dev/null', LC_ALL: 'C' }, awaited: false })
  return await NftWitness.by(process, wireRules(`connectivity-${site.id}`, topology, bridges), signal)
}

/** Counts by address: each network of a site has ranges that nothing else on the machine has. */
export function wireRules(table: string, { networks }: Topology, bridges: readonly string[]): Counting {
  const segments = networks.map(({ name, ip4, ip6 }): Segment => ({
    network: name,
    match: { ip: `ip saddr ${ip4}`, ip6: `ip6 saddr ${ip6}` },
  }))
  const { rules, ...rest } = counting(segments, table, owned)
  return { rules: [...shut(table, bridges), ...rules], ...rest }
}

/** Frames between ports of one bridge come by too where the kernel shows them to the IP layer: they stay. */
function shut(table: string, bridges: readonly string[]): string[] {
  const ours = `{ ${bridges.map((bridge) => `"${bridge}"`).join(', ')} }`
  return [
    `add table inet ${table}${owned}`,
    `add chain inet ${table} arriving { type filter hook input priority -10; }`,
    `add rule inet ${table} arriving iifname ${ours} drop`,
    `add chain inet ${table} passing { type filter hook forward priority -10; }`,
    `add rule inet ${table} passing iifname ${ours} oifname != ${ours} drop`,
    `add rule inet ${table} passing oifname ${ours} iifname != ${ours} drop`,
  ]
}
