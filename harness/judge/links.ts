import { parseAddress, type Address } from '../domain/address.ts'
import type { NodeEvidence } from '../domain/evidence.ts'
import { linksOf, nodeNamed, nodeOf, seenAt, type Case, type Link } from './arrangement.ts'
import { carrierOf } from './carrier.ts'
import { against, type Finding } from './finding.ts'
import { answers } from './said.ts'
import { traits } from './traits.ts'
import { connectionOf, isClosed, storiesOf, type Story } from './stories.ts'

/** Every connection of a node has to be one that was arranged, and has to look as it was arranged. */
export function linkContradictions(aCase: Case): Finding[] {
  return [
    ...aCase.evidence.nodes.flatMap((node) => storiesOf(node).flatMap((story) => strange(aCase, node, story))),
    ...eachEnd(aCase, (link, node, remote) => {
      const stories = storiesOfLink(aCase, link, node)
      return [
        ...tooMany(aCase, link, node, remote, stories),
        ...(stories.length === 0 ? silentEnd(aCase, link, node, remote) : []),
        ...stories.flatMap((story) => looksAsArranged(aCase, link, node, remote, story)),
      ]
    }),
  ]
}

/** What was arranged has to be there at both ends, to the end or until it was to end. */
export function linkShortfalls(aCase: Case): Finding[] {
  return eachEnd(aCase, (link, node, remote) => courseFindings(link, node, remote, storiesOfLink(aCase, link, node)))
}

function eachEnd(aCase: Case, judge: (link: Link, node: NodeEvidence, remote: NodeEvidence) => Finding[]): Finding[] {
  return aCase.links.flatMap((link) => {
    const [dialer, listener] = [nodeNamed(aCase, link.dialer), nodeNamed(aCase, link.listener)]
    return [...judge(link, dialer, listener), ...judge(link, listener, dialer)]
  })
}

/** The stories that a node tells of a link. */
export function storiesOfLink(aCase: Case, link: Link, node: NodeEvidence): Story[] {
  return storiesOf(node).filter((story) => linkOf(aCase, node, story) === link)
}

/** The link that a connection is meant to be: by its other end and direction, and among several such by how it is carried. */
export function linkOf(aCase: Case, node: NodeEvidence, story: Story): Link | undefined {
  const connection = connectionOf(story)
  const remote = nodeOf(aCase, connection.peerId)
  if (remote === undefined) return undefined
  const outbound = connection.direction === 'outbound'
  const isBetween = ({ dialer, listener }: Link) =>
    (outbound ? dialer : listener) === node.name && (outbound ? listener : dialer) === remote.name
  const between = linksOf(aCase, node).filter(
    (link) => isBetween(link) || (link.punched === true && [link.dialer, link.listener].includes(remote.name)),
  )
  const carrier = carrierOf(connection)
  return between.find(({ over }) => traits(over).carriers(connection.direction).includes(carrier)) ?? between[0]
}

function strange(aCase: Case, node: NodeEvidence, story: Story): Finding[] {
  const connection = connectionOf(story)
  const remote = nodeOf(aCase, connection.peerId)
  const where = connection.remoteAddress === null ? '' : ` at ${connection.remoteAddress}`
  if (remote === undefined) {
    return [against(node, `has a connection to ${connection.peerId}${where}, who is nobody in this cell`)]
  }
  if (linkOf(aCase, node, story) !== undefined) return []
  const kind = `${connection.direction} connection ${connection.direction === 'outbound' ? 'to' : 'from'}`
  return [against(node, `has an ${kind} the ${remote.role}${where}, which nobody arranged`)]
}

/** A dial that was given up may have left a connection at the listener. */
function tooMany(
  aCase: Case,
  link: Link,
  node: NodeEvidence,
  remote: NodeEvidence,
  stories: readonly Story[],
): Finding[] {
  const givenUp = node.name === link.listener ? failedDials(nodeNamed(aCase, link.dialer), link) : 0
  const most = link.punched === true ? 2 : 1 // one each way, where both reach through
  if (link.course === 'passes' || stories.length <= most + givenUp) return []
  const addresses = stories.map((story) => connectionOf(story).remoteAddress ?? 'an address that it does not say')
  return [against(node, `has ${stories.length} connections to the ${remote.role}: ${addresses.join(', ')}`)]
}

function failedDials({ statements }: NodeEvidence, { address }: Link): number {
  return statements.filter(
    (one) => one.kind === 'answer' && one.method === 'dial' && one.error !== null && one.params['address'] === address,
  ).length
}

function courseFindings(link: Link, node: NodeEvidence, remote: NodeEvidence, stories: readonly Story[]): Finding[] {
  const open = stories.filter((story) => !isClosed(story))
  switch (link.course) {
    case 'passes':
      return []
    case 'lives':
      if (stories.length === 0) return [neverReported(link, node, remote)]
      return open.length > 0 || isStopped(node)
        ? []
        : [{ role: null, sentence: `the ${node.role}'s connection to the ${remote.role} closed before its time` }]
    case 'ends':
      if (stories.length === 0) return [neverReported(link, node, remote)]
      return open.length === 0 || isStopped(node)
        ? []
        : [against(node, `never reported that its connection to the ${remote.role} closed`)]
    case 'refused':
      if (node.name === link.dialer) {
        return stories.length === 0 ? [] : [against(node, 'has a connection after a dial that it said failed')]
      }
      return open.length === 0
        ? []
        : [against(node, `still has a connection from the ${remote.role}, which refused it`)]
  }
}

/** After that it says no more of its connections. */
function isStopped(node: NodeEvidence): boolean {
  return answers(node, 'stop').length > 0
}

/** An end that reports nothing is to blame if the other end has the connection, and the wire shows that it was there. */
function silentEnd(aCase: Case, link: Link, node: NodeEvidence, remote: NodeEvidence): Finding[] {
  const { wire } = aCase.evidence
  if (link.course === 'passes' || link.course === 'refused' || 'missing' in wire) return []
  const otherEndHasIt = storiesOfLink(aCase, link, remote).length > 0
  const isOnTheWire = wire.flows.some(({ from, to }) => joins(from.address, to.address, node, remote))
  return otherEndHasIt && isOnTheWire ? [{ ...neverReported(link, node, remote), role: node.role }] : []
}

function neverReported(link: Link, node: NodeEvidence, remote: NodeEvidence): Finding {
  const direction = node.name === link.dialer ? 'to' : 'from'
  return { role: null, sentence: `the ${node.role} reported no connection ${direction} the ${remote.role}` }
}

function joins(from: string, to: string, a: NodeEvidence, b: NodeEvidence): boolean {
  return (seenAt(a).includes(from) && seenAt(b).includes(to)) || (seenAt(b).includes(from) && seenAt(a).includes(to))
}

function looksAsArranged(aCase: Case, link: Link, node: NodeEvidence, remote: NodeEvidence, story: Story): Finding[] {
  const connection = connectionOf(story)
  const expected = traits(link.over)
  const carrier = carrierOf(connection)
  const wrong: string[] = []
  if (!expected.carriers(connection.direction).includes(carrier)) {
    wrong.push(`is over ${carrier} (${connection.remoteAddress}), not ${expected.carrier}`)
  }
  if (differs(connection.security, expected.security)) {
    wrong.push(`has security ${connection.security}, not ${expected.security}`)
  }
  if (differs(connection.muxer, expected.muxer)) wrong.push(`has muxer ${connection.muxer}, not ${expected.muxer}`)
  if (connection.limited !== null && connection.limited !== expected.limited) {
    wrong.push(`is ${connection.limited ? 'limited' : 'not limited'}`)
  }
  return [
    ...wrong.map((what) => ({ role: node.role, sentence: `the ${node.role}'s connection ${what}` })),
    ...addressesAsArranged(aCase, link, node, remote, story),
  ]
}

/** A library that does not say (`null`) says nothing against it; so does an arrangement without a demand. */
function differs(seen: string | null, expected: string | null): boolean {
  return seen !== null && expected !== null && seen !== expected
}

function addressesAsArranged(
  aCase: Case,
  link: Link,
  node: NodeEvidence,
  remote: NodeEvidence,
  story: Story,
): Finding[] {
  const { remoteAddress, localAddress, peerId } = connectionOf(story)
  const relay = link.relay === undefined ? undefined : nodeNamed(aCase, link.relay)
  const [there, here] = [remoteAddress, localAddress].map((text) => (text === null ? null : parseAddress(text)))
  const dialled = link.address === undefined || node.name !== link.dialer ? undefined : parseAddress(link.address)
  const wrong: string[] = []
  if (remoteAddress === null && (node.name === link.dialer || link.punched === true)) {
    wrong.push('it does not say the remote address, which it dialled')
  }
  if (there !== null && there !== undefined) {
    if (saysNothing(there)) wrong.push(`remote address ${remoteAddress} is not a multiaddr`)
    const host = there.relay === null ? remote : (relay ?? remote)
    if (there.ip !== null && !seenAt(host).includes(there.ip)) {
      wrong.push(
        `remote address ${remoteAddress} is not at the ${host.role}'s host, which is ${seenAt(host).join(', ')}`,
      )
    }
    if (there.relay !== null && there.relay !== relay?.peerId) {
      wrong.push(`remote address ${remoteAddress} goes through a relay that is not in this cell`)
    }
    if (there.peerId !== null && there.relay !== there.peerId && there.peerId !== peerId) {
      wrong.push(`remote address ${remoteAddress} names another peer than ${peerId}`)
    }
    if (dialled !== undefined && there.port !== dialled.port) {
      wrong.push(`remote address ${remoteAddress} has another port than ${link.address}, which was dialled`)
    }
  }
  if (here !== null && here !== undefined && here.ip !== null && !isUnspecified(here.ip)) {
    const hosts = [node, ...(relay === undefined ? [] : [relay])]
    if (!hosts.some(({ ips }) => ips.includes(here.ip ?? ''))) {
      wrong.push(`local address ${localAddress} is not at its own host, which is ${node.ips.join(', ')}`)
    }
  }
  return wrong.map((what) => ({ role: node.role, sentence: `the ${node.role}'s connection: ${what}` }))
}

function saysNothing({ ip, carrier, relay, peerId }: Address): boolean {
  return ip === null && carrier === 'unknown' && relay === null && peerId === null
}

function isUnspecified(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::'
}
