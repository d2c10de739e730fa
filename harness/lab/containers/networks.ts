import type Docker from 'dockerode'
import type { Network, Topology } from '../topology.ts'
import { saidBy } from './engine.ts'
import { labelsOf, type SiteLabels } from './labels.ts'

/** Sites that an engine can have at once. */
const slots = 200

/**
 * Makes the networks of a topology, in ranges that no other site of the engine has. None has a way out: the engine
 * gives an internal network no route, and this one no address of the engine's in it.
 */
export async function makeNetworks(
  docker: Docker,
  topology: Topology,
  { site, withIp6 }: { readonly site: SiteLabels; readonly withIp6: boolean },
  signal: AbortSignal,
): Promise<Topology> {
  const first = Number.parseInt(site.id.slice(0, 4), 16)
  for (let attempt = 0; attempt < slots; attempt++) {
    signal.throwIfAborted()
    const placed = inSlot(topology, 1 + ((first + attempt) % slots))
    if (await made(docker, placed, site, withIp6)) return placed
  }
  throw new Error(
    `none of ${slots} address ranges is free in the engine; \`connectivity clean\` removes what was left behind`,
  )
}

/** The topology with its ranges moved, so that many of them can stand side by side. */
export function inSlot(topology: Topology, slot: number): Topology {
  return { ...topology, networks: topology.networks.map((network) => moved(network, slot)) }
}

function moved(network: Network, slot: number): Network {
  const [ip4 = '', ip4Length = ''] = network.ip4.split('/')
  const [a, b, c, d] = ip4.split('.').map(Number)
  return {
    ...network,
    ip4: `${a}.${((b ?? 0) + slot) % 256}.${c}.${d}/${ip4Length}`,
    ip6: network.ip6?.replace('::/', `:${slot.toString(16)}::/`) ?? null,
  }
}

export function networkName({ id }: SiteLabels, { name }: Network): string {
  return `connectivity-${id}-${name}`
}

/** The interface of a network's bridge in the engine's network namespace; such names have 15 characters at most. */
export function bridgeName({ id }: SiteLabels, index: number): string {
  return `cm${id}${index}`
}

/** False when a range is taken. */
async function made(docker: Docker, topology: Topology, site: SiteLabels, withIp6: boolean): Promise<boolean> {
  const attempts = await Promise.allSettled(
    topology.networks.map((network, index) => docker.createNetwork(networkOrder(network, index, site, withIp6))),
  )
  const failures = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason as unknown] : []))
  if (failures.length === 0) return true
  const networks = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
  await Promise.all(networks.map((network) => network.remove()))
  const other = failures.find((failure) => !/overlaps|already allocated|conflicts/i.test(saidBy(failure)))
  if (other !== undefined) throw new Error(`making a network: ${saidBy(other)}`, { cause: other })
  return false
}

function networkOrder(
  network: Network,
  index: number,
  site: SiteLabels,
  withIp6: boolean,
): Docker.NetworkCreateOptions {
  const ranges = [network.ip4, ...(withIp6 && network.ip6 !== null ? [network.ip6] : [])]
  return {
    Name: networkName(site, network),
    CheckDuplicate: true,
    Internal: true,
    EnableIPv6: withIp6,
    IPAM: { Driver: 'default', Config: ranges.map((Subnet) => ({ Subnet })) },
    Options: {
      'com.docker.network.bridge.name': bridgeName(site, index),
      'com.docker.network.bridge.inhibit_ipv4': 'true',
    },
    Labels: labelsOf(site),
  }
}
