/** The judge's third witness: what the kernel counted, which no peer can speak to. */
import { parseAddress } from '../domain/address.ts'
import type { Flow, NodeEvidence, SentMessage } from '../domain/evidence.ts'
import { transportRow, type Layer } from '../domain/transport.ts'
import { nodeNamed, seenAt, type Case, type Link } from './arrangement.ts'
import { against, type Finding } from './finding.ts'
import { storiesOfLink } from './links.ts'
import { connectionOf } from './stories.ts'

/** A connection that somebody claims, and that was not on the wire; a circuit that went past its relay. */
export function wireContradictions(aCase: Case): Finding[] {
  return eachLink(aCase, (link, dialer, listener, flows) => {
    const claims = (node: NodeEvidence) => storiesOfLink(aCase, link, node).length > 0
    if (!claims(dialer) && !claims(listener)) return []
    if (link.over === 'circuit') return connectsDirectly(aCase, link) ? [] : circuitFindings(dialer, listener, flows)
    const { layer, up, down, port } = flowsOfLink(aCase, link, flows)
    if (up.length === 0 || down.length === 0) {
      const missing = [...(up.length === 0 ? [`to the ${listener.role}`] : []), ...(down.length === 0 ? ['back'] : [])]
      const where = port === null ? '' : ` port ${port}`
      const sentence = `no ${layer} packet between the ${dialer.role} and the ${listener.role}${where} was on the wire (none ${missing.join(', none ')})`
      return [
        { role: claims(dialer) === claims(listener) ? null : (claims(dialer) ? dialer : listener).role, sentence },
      ]
    }
    return [
      ...sourceOnTheWire(aCase, link, dialer, listener, up),
      ...localOnTheWire(aCase, link, dialer, flows),
      ...localOnTheWire(aCase, link, listener, flows),
    ]
  })
}

/** Connections that carried fewer bytes than were said over them. */
export function wireShortfalls(aCase: Case): Finding[] {
  return eachLink(aCase, (link, dialer, listener, flows) => {
    if (link.over === 'circuit') return tooFewThroughRelay(aCase, link, dialer, listener, flows)
    const { up, down } = flowsOfLink(aCase, link, flows)
    if (up.length === 0 || down.length === 0) return []
    return [...tooFew(aCase, link, dialer, listener, up), ...tooFew(aCase, link, listener, dialer, down)]
  })
}

function eachLink(
  aCase: Case,
  judge: (link: Link, dialer: NodeEvidence, listener: NodeEvidence, flows: readonly Flow[]) => Finding[],
): Finding[] {
  const { wire } = aCase.evidence
  if ('missing' in wire) return []
  return aCase.links.flatMap((link) =>
    judge(link, nodeNamed(aCase, link.dialer), nodeNamed(aCase, link.listener), wire.flows),
  )
}

interface LinkFlows {
  readonly layer: Layer
  /** Where the listener listens; `null`: its socket has no address that anybody says. */
  readonly port: number | null
  readonly up: readonly Flow[]
  readonly down: readonly Flow[]
}

/** A circuit has no flows of its own: those of its two legs are theirs. */
function flowsOfLink(aCase: Case, link: Link, flows: readonly Flow[]): LinkFlows {
  if (link.over === 'circuit') return { layer: 'tcp', port: null, up: [], down: [] }
  const [dialer, listener] = [nodeNamed(aCase, link.dialer), nodeNamed(aCase, link.listener)]
  const { layer, listen } = transportRow(link.over)
  const port = listen === null || link.address === undefined ? null : parseAddress(link.address).port
  const between = flowsBetween(dialer, listener, flows).filter(({ protocol }) => protocol === layer)
  const isListener = ({ address, port: at }: Flow['from']) =>
    seenAt(listener).includes(address) && (port === null || at === port)
  return {
    layer,
    port,
    up: between.filter(({ to }) => isListener(to)),
    down: between.filter(({ from }) => isListener(from)),
  }
}

/** Ciphertext is not shorter than its plain text, unless it was compressed, which no libp2p transport does. */
function tooFew(
  aCase: Case,
  link: Link,
  from: NodeEvidence,
  to: NodeEvidence,
  flows: readonly Flow[],
  way = `${from.role} to the ${to.role}`,
): Finding[] {
  const said = aCase.evidence.sent.filter((sent) => crosses(sent, from, to)).map(({ bytes }) => bytes)
  const payload = said.reduce((sum, bytes) => sum + bytes, 0)
  const bytes = flows.reduce((sum, flow) => sum + flow.bytes, 0)
  if (bytes >= payload) return []
  const sentence = `${bytes} bytes went from the ${way} over ${link.over}, too few for ${payload} bytes of chat`
  return [{ role: null, sentence }]
}

/** What is said over a circuit goes over both legs of it. */
function tooFewThroughRelay(
  aCase: Case,
  link: Link,
  dialer: NodeEvidence,
  listener: NodeEvidence,
  flows: readonly Flow[],
): Finding[] {
  if (link.relay === undefined || link.course === 'passes' || connectsDirectly(aCase, link)) return []
  const relay = nodeNamed(aCase, link.relay)
  const leg = (from: NodeEvidence, to: NodeEvidence) =>
    flows.filter((flow) => seenAt(from).includes(flow.from.address) && seenAt(to).includes(flow.to.address))
  return [[dialer, listener] as const, [listener, dialer] as const].flatMap(([from, to]) => [
    ...tooFew(aCase, link, from, to, leg(from, relay), `${from.role} to the relay`),
    ...tooFew(aCase, link, from, to, leg(relay, to), `relay to the ${to.role}`),
  ])
}

function crosses({ from, to, arrival }: SentMessage, sender: NodeEvidence, receiver: NodeEvidence): boolean {
  return arrival === 'once' && from === sender.name && to === receiver.name
}

/** Where the listener says that a connection came from has to be where packets came from. */
function sourceOnTheWire(
  aCase: Case,
  link: Link,
  dialer: NodeEvidence,
  listener: NodeEvidence,
  up: readonly Flow[],
): Finding[] {
  return storiesOfLink(aCase, link, listener).flatMap((story) => {
    const { remoteAddress } = connectionOf(story)
    const { ip, port, relay } = parseAddress(remoteAddress ?? '')
    if (ip === null || port === null || relay !== null) return []
    if (up.some(({ from }) => from.address === ip && from.port === port)) return []
    return [against(listener, `says that the ${dialer.role} came from ${remoteAddress}, and no packet did`)]
  })
}

/** The socket that a node says is its own end has to have sent packets. */
function localOnTheWire(aCase: Case, link: Link, node: NodeEvidence, flows: readonly Flow[]): Finding[] {
  return storiesOfLink(aCase, link, node).flatMap((story) => {
    const { localAddress } = connectionOf(story)
    const { ip, port, layer, relay } = parseAddress(localAddress ?? '')
    if (ip === null || port === null || relay !== null || !node.ips.includes(ip)) return []
    if (flows.some(({ from, protocol }) => from.address === ip && from.port === port && protocol === layer)) return []
    return [against(node, `says that its own end is ${localAddress}, and no packet came from there`)]
  })
}

/** Whether the two have a connection of their own as well, and not only through the relay. */
function connectsDirectly({ links }: Case, { dialer, listener }: Link): boolean {
  return links.some((link) => link.over !== 'circuit' && link.dialer === dialer && link.listener === listener)
}

/** A relayed connection does not go directly: nothing may pass between the hosts of its ends. */
function circuitFindings(dialer: NodeEvidence, listener: NodeEvidence, flows: readonly Flow[]): Finding[] {
  const direct = [...flowsThatArrived(dialer, listener, flows), ...flowsThatArrived(listener, dialer, flows)]
  if (direct.length === 0) return []
  const packets = direct.reduce((sum, flow) => sum + flow.packets, 0)
  const protocols = [...new Set(direct.map(({ protocol }) => protocol))].join(' and ')
  const sentence = `${packets} ${protocols} packets went directly between the ${dialer.role} and the ${listener.role}, past the relay`
  return [{ role: null, sentence }]
}

/** Packets that went to a port of the listener's, and that came from there. */
export function flowsTo(dialer: NodeEvidence, listener: NodeEvidence, port: number, flows: readonly Flow[]) {
  const between = flowsBetween(dialer, listener, flows)
  const packets = (some: readonly Flow[]) => some.reduce((sum, flow) => sum + flow.packets, 0)
  return {
    sent: packets(between.filter(({ to }) => seenAt(listener).includes(to.address) && to.port === port)),
    answered: packets(between.filter(({ from }) => seenAt(listener).includes(from.address) && from.port === port)),
  }
}

/** In the network that both are seen in. */
function flowsBetween(a: NodeEvidence, b: NodeEvidence, flows: readonly Flow[]): Flow[] {
  return flows.filter(
    ({ from, to }) =>
      (seenAt(a).includes(from.address) && seenAt(b).includes(to.address)) ||
      (seenAt(b).includes(from.address) && seenAt(a).includes(to.address)),
  )
}

/** What reached the other's own host: a router may have dropped it before. */
function flowsThatArrived(from: NodeEvidence, to: NodeEvidence, flows: readonly Flow[]): Flow[] {
  return flows.filter((flow) => seenAt(from).includes(flow.from.address) && to.ips.includes(flow.to.address))
}
