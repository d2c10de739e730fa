import { parseAddress } from '../domain/address.ts'
import type { NodeEvidence } from '../domain/evidence.ts'
import { linksOf, nodeOf, seenAt, type Case } from './arrangement.ts'
import { against, type Finding } from './finding.ts'
import { said } from './said.ts'

/** Whom a node heard of: nobody but the nodes of this cell is in it. */
export function strangers(aCase: Case): Finding[] {
  return [
    ...aCase.evidence.nodes.flatMap((node) => [
      ...unknownPeers(aCase, node, 'identified', 'identified'),
      ...unknownPeers(aCase, node, 'peer-subscribed', 'says that a topic was subscribed to by'),
      ...otherTopics(aCase, node),
      ...strangeHosts(aCase, node),
    ]),
    ...agentDisputes(aCase),
  ]
}

/** A node has one agent, whoever identifies it. */
function agentDisputes({ evidence: { nodes } }: Case): Finding[] {
  return nodes.flatMap((who) => {
    const says = nodes.flatMap((node) =>
      said(node, 'identified').flatMap(({ peerId, agent }) =>
        node !== who && peerId === who.peerId && agent !== null ? [{ role: node.role, agent }] : [],
      ),
    )
    const [first] = says
    const other = says.find(({ agent, role }) => agent !== first?.agent && role !== first?.role)
    if (first === undefined || other === undefined) return []
    const sentence = `the ${first.role} identified the ${who.role} as ${first.agent}, and the ${other.role} as ${other.agent}`
    return [{ role: null, sentence }]
  })
}

function unknownPeers(
  aCase: Case,
  node: NodeEvidence,
  event: 'identified' | 'peer-subscribed',
  verb: string,
): Finding[] {
  const peers = new Set(said(node, event).map(({ peerId }) => peerId))
  return [...peers].flatMap((peerId) => {
    const who = nodeOf(aCase, peerId)
    if (who === node) return [against(node, `${verb} itself`)]
    if (who !== undefined && isRefused(aCase, node, who)) {
      const sentence = `the ${node.role} ${verb} the ${who.role}, though the dial between them was refused`
      return [{ role: saidThatItFailed(aCase, node, who) ? node.role : null, sentence }]
    }
    return who === undefined ? [against(node, `${verb} ${peerId}, who is nobody in this cell`)] : []
  })
}

/**
 * What identify brought: the other end listens, and saw this one, at hosts of this cell. Who of the two is wrong can't
 * be known: one says it, the other repeats it.
 */
function strangeHosts(aCase: Case, node: NodeEvidence): Finding[] {
  const hosts = new Set(aCase.evidence.nodes.flatMap((one) => [...one.ips, ...seenAt(one)]))
  const isStrange = (address: string) => {
    const { ip } = parseAddress(address)
    return ip !== null && !hosts.has(ip) && !isLoopback(ip)
  }
  return said(node, 'identified').flatMap(({ peerId, addresses, observedAddress }) => {
    const who = nodeOf(aCase, peerId)
    if (who === undefined) return []
    const listens = addresses.filter(isStrange).map((address) => `that the ${who.role} listens on ${address}`)
    const observed =
      observedAddress !== null && isStrange(observedAddress) ? [`that it was seen at ${observedAddress}`] : []
    return [...listens, ...observed].map((what) => ({
      role: null,
      sentence: `the ${node.role} learnt from the ${who.role} ${what}, which is no host of this cell`,
    }))
  })
}

/** Everybody has such an address, and some libraries announce it. */
function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1'
}

/** All that was arranged between the two is a dial that has to be refused. */
function isRefused(aCase: Case, one: NodeEvidence, other: NodeEvidence): boolean {
  const between = linksOf(aCase, one).filter(({ dialer, listener }) => [dialer, listener].includes(other.name))
  return between.length > 0 && between.every(({ course }) => course === 'refused')
}

/** It contradicts itself; the other end may only have met a dialer that hides its connection. */
function saidThatItFailed({ links }: Case, node: NodeEvidence, remote: NodeEvidence): boolean {
  return links.some(({ dialer, listener }) => dialer === node.name && listener === remote.name)
}

function otherTopics({ topics }: Case, node: NodeEvidence): Finding[] {
  const others = new Set(said(node, 'peer-subscribed').map(({ topic }) => topic))
  return [...others]
    .filter((topic) => !topics.includes(topic))
    .map((topic) => against(node, `says that somebody subscribed to ${topic}, a topic that nobody in this cell has`))
}
