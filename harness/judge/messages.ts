import type { NodeEvidence, SentMessage } from '../domain/evidence.ts'
import { linksOf, nodeNamed, nodeOf, type Case } from './arrangement.ts'
import { firstDifference } from './difference.ts'
import { against, type Finding } from './finding.ts'
import { said } from './said.ts'

/** A chat message as a node got it. */
export interface Received {
  readonly kind: SentMessage['kind']
  readonly topic: string | null
  readonly author: string
  /** The neighbour that delivered it. */
  readonly from: string
  readonly text: string
}

/** Every message that arrived was sent, by that author and to that node, and arrived once. */
export function receivedFindings(aCase: Case): Finding[] {
  return aCase.evidence.nodes.flatMap((node) => receivedAt(aCase, node))
}

/** Every message that has to arrive did, and none that must not. */
export function arrivalFindings(aCase: Case): Finding[] {
  return aCase.evidence.sent.flatMap((message) => arrivalOf(aCase, message))
}

export function receivedBy(node: NodeEvidence): Received[] {
  const gossip = said(node, 'message').map(({ topic, author, receivedFrom, ...content }) => ({
    kind: 'gossip' as const,
    topic,
    author,
    from: receivedFrom,
    text: readable(content),
  }))
  const direct = said(node, 'direct-message').map(({ from, ...content }) => ({
    kind: 'direct' as const,
    topic: null,
    author: from,
    from,
    text: readable(content),
  }))
  return [...gossip, ...direct]
}

/** Bytes that are not text any more can't be equal to what was sent; they are shown as they came. */
export function readable({ text, base64 }: { text?: string | undefined; base64?: string | undefined }): string {
  return text ?? `base64:${base64 ?? ''}`
}

function receivedAt(aCase: Case, node: NodeEvidence): Finding[] {
  const received = receivedBy(node)
  return [...Map.groupBy(received, ({ kind, text }) => `${kind} ${text}`).values()].flatMap((alike) => {
    const [message] = alike
    if (message === undefined) return []
    const sent = sentAs(aCase, node, message)
    if (sent.length === 0) return [unsent(aCase, node, message)]
    return [
      ...(alike.length > sent.length
        ? [
            against(
              node,
              `got ${name(message.kind, aCase, message.author)} ${alike.length} times, and it was sent ${times(sent.length)}`,
            ),
          ]
        : []),
      ...alike.flatMap((one) => waysOf(aCase, node, one)),
    ]
  })
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

/** Gossip may reach everybody in the topic; a direct message only the one it is for. */
function sentAs(aCase: Case, node: NodeEvidence, { kind, author, text }: Received): SentMessage[] {
  return aCase.evidence.sent.filter(
    (sent) =>
      sent.kind === kind &&
      sent.text === text &&
      nodeNamed(aCase, sent.from).peerId === author &&
      sent.from !== node.name &&
      (kind === 'gossip' || sent.to === node.name),
  )
}

/** Either nobody sent it, or somebody did and it is not what was sent any more. */
function unsent(aCase: Case, node: NodeEvidence, message: Received): Finding {
  const { kind, author, text } = message
  const meant = aCase.evidence.sent.filter((sent) => sent.kind === kind && (kind === 'gossip' || sent.to === node.name))
  const arrived = receivedBy(node)
  const stranger = meant.find((sent) => sent.text === text)
  if (stranger !== undefined) {
    const sender = nodeNamed(aCase, stranger.from)
    return { role: null, sentence: `the ${sender.role}'s ${kind} message is by ${author}, not ${sender.peerId}` }
  }
  const altered = meant.find(
    (sent) => nodeNamed(aCase, sent.from).peerId === author && !arrived.some((one) => one.text === sent.text),
  )
  if (altered === undefined) {
    return against(node, `got ${name(kind, aCase, author)} that nobody sent: ${JSON.stringify(text)}`)
  }
  const sentence = `${possessive(aCase, author)} ${kind} message arrived as ${JSON.stringify(text)}, not ${JSON.stringify(altered.text)} (${firstDifference(text, altered.text)})`
  return { role: null, sentence }
}

/** Who delivered it has to be a neighbour of the receiver, and the topic the chat's. */
function waysOf(aCase: Case, node: NodeEvidence, { kind, topic, author, from }: Received): Finding[] {
  const neighbours = linksOf(aCase, node).map(({ dialer, listener }) =>
    nodeNamed(aCase, dialer === node.name ? listener : dialer),
  )
  const findings: Finding[] = []
  if (!neighbours.some(({ peerId }) => peerId === from)) {
    findings.push(against(node, `got ${name(kind, aCase, author)} from ${from}, to whom it has no connection`))
  }
  if (kind === 'gossip' && !aCase.topics.includes(topic ?? '')) {
    findings.push(against(node, `got ${name(kind, aCase, author)} in topic ${topic}, which nobody in this cell has`))
  }
  if (neighbours.some(({ peerId }) => peerId === author) && from !== author) {
    findings.push(against(node, `got ${name(kind, aCase, author)} from ${from}, though it is connected to its author`))
  }
  return findings
}

/** Whether it is where it was sent to, as it was sent. */
export function hasArrived(aCase: Case, sent: SentMessage): boolean {
  const [from, to] = [nodeNamed(aCase, sent.from), nodeNamed(aCase, sent.to)]
  return receivedBy(to).some(
    ({ kind, author, text }) => kind === sent.kind && author === from.peerId && text === sent.text,
  )
}

function arrivalOf(aCase: Case, sent: SentMessage): Finding[] {
  const [from, to] = [nodeNamed(aCase, sent.from), nodeNamed(aCase, sent.to)]
  const arrived = hasArrived(aCase, sent)
  switch (sent.arrival) {
    case 'once':
      return arrived
        ? []
        : [{ role: null, sentence: `the ${from.role}'s ${sent.kind} message did not arrive at the ${to.role}` }]
    case 'never':
      return arrived
        ? [against(from, `promises to keep gossip off limited connections, and its message reached the ${to.role}`)]
        : []
    case 'at-most-once':
      return []
  }
}

function name(kind: Received['kind'], aCase: Case, author: string): string {
  return `${possessive(aCase, author)} ${kind} message`
}

function possessive(aCase: Case, author: string): string {
  const node = nodeOf(aCase, author)
  return node === undefined ? `${author}'s` : `the ${node.role}'s`
}
