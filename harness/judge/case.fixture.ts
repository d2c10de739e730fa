import type { NodeEvidence, Statement } from '../domain/evidence.ts'
import type { Connection } from '../protocol/messages.ts'
import type { Case } from './arrangement.ts'

export const dialerId = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'
export const listenerId = '12D3KooWJtVrZfXpAyVoMSPUyoSzoL8KBpkBYtAFvvWUhSKo3CnJ'
export const relayId = 'QmaCpDMGvV2BGHeYERUEnRQAwe3N8SzbUtfsmvsqQLuvuJ'
export const strangerId = 'QmNnooDu7bfjPFoTZYxMNLWUQJyrVwtbZg5gBMjTezGAJN'

export const dialed = `/ip4/10.0.0.2/udp/4001/quic-v1/p2p/${listenerId}`
const dialerAddress = '/ip4/10.0.0.1/udp/5001/quic-v1'

type Writable<T> = T extends readonly (infer Item)[]
  ? Writable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Writable<T[Key]> }
    : T
export type EditableCase = Writable<Case>
type EditableNode = Writable<NodeEvidence>

function connection(over: Partial<Connection>): Connection {
  return {
    id: 'c1',
    peerId: listenerId,
    direction: 'outbound',
    remoteAddress: dialed,
    localAddress: dialerAddress,
    limited: false,
    security: null,
    muxer: null,
    ...over,
  } as Connection
}

const toListener = connection({})
const toDialer = connection({
  peerId: dialerId,
  direction: 'inbound',
  remoteAddress: dialerAddress,
  localAddress: '/ip4/10.0.0.2/udp/4001/quic-v1',
})

export function answer(method: string, atMs: number, result: object, params: object = {}): Statement {
  return { kind: 'answer', method, params: { ...params }, askedMs: atMs - 10, atMs, result: { ...result }, error: null }
}

export function refusal(method: string, atMs: number, params: object = {}): Statement {
  const error = { code: 'failed', message: 'no' }
  return { kind: 'answer', method, params: { ...params }, askedMs: atMs - 10, atMs, result: null, error }
}

export function event(name: string, atMs: number, data: object): Statement {
  return { kind: 'event', event: name, atMs, clockMs: atMs, data: { ...data } }
}

export function identified(peerId: string, agent: string) {
  return { peerId, agent, protocols: [], addresses: [], observedAddress: null }
}

/** A dialer and a listener that chatted over QUIC: whole evidence, in which nothing is wrong. A new one each time. */
export function honestCase(): EditableCase {
  const aCase: Case = {
    topics: ['chat'],
    links: [{ dialer: 'd', listener: 'l', over: 'quic-v1', address: dialed, course: 'lives' }],
    evidence: {
      nodes: [
        {
          name: 'd',
          role: 'dialer',
          program: 'p',
          ips: ['10.0.0.1'],
          peerId: dialerId,
          listens: [],
          statements: [
            answer('start', 10, { peerId: dialerId, addresses: [] }),
            answer('dial', 50, { connection: toListener, elapsedMs: 5 }, { address: dialed }),
            event('connection-opened', 51, { connection: toListener }),
            event('identified', 60, identified(listenerId, 'l/1')),
            event('peer-subscribed', 65, { peerId: listenerId, topic: 'chat' }),
            answer('ping', 80, { rttMs: 2 }, { peerId: listenerId }),
            event('message', 90, { topic: 'chat', author: listenerId, receivedFrom: listenerId, text: 'hello d' }),
            event('direct-message', 95, { from: listenerId, text: 'psst d' }),
            answer('connections', 120, { connections: [toListener] }),
          ],
        },
        {
          name: 'l',
          role: 'listener',
          program: 'q',
          ips: ['10.0.0.2'],
          peerId: listenerId,
          listens: ['quic-v1'],
          statements: [
            answer('start', 10, { peerId: listenerId, addresses: [dialed] }),
            event('connection-opened', 52, { connection: toDialer }),
            event('identified', 61, identified(dialerId, 'd/1')),
            event('peer-subscribed', 65, { peerId: dialerId, topic: 'chat' }),
            event('message', 91, { topic: 'chat', author: dialerId, receivedFrom: dialerId, text: 'hello l' }),
            event('direct-message', 96, { from: dialerId, text: 'psst l' }),
            answer('connections', 121, { connections: [toDialer] }),
          ],
        },
      ],
      sent: [
        { kind: 'gossip', from: 'd', to: 'l', text: 'hello l', bytes: 7, arrival: 'once' },
        { kind: 'gossip', from: 'l', to: 'd', text: 'hello d', bytes: 7, arrival: 'once' },
        { kind: 'direct', from: 'd', to: 'l', text: 'psst l', bytes: 6, arrival: 'once' },
        { kind: 'direct', from: 'l', to: 'd', text: 'psst d', bytes: 6, arrival: 'once' },
      ],
      wire: {
        flows: [flow('10.0.0.1', 5001, '10.0.0.2', 4001), flow('10.0.0.2', 4001, '10.0.0.1', 5001)],
      },
    },
  }
  // Not structuredClone, which keeps what is shared shared: each mention of a connection can be changed alone.
  return JSON.parse(JSON.stringify(aCase)) as EditableCase
}

export function flow(from: string, fromPort: number, to: string, toPort: number, protocol: 'tcp' | 'udp' = 'udp') {
  const [source, target] = [
    { address: from, port: fromPort },
    { address: to, port: toPort },
  ]
  return { network: 'public', protocol, from: source, to: target, packets: 20, bytes: 9_000 }
}

export function nodesOf({ evidence }: EditableCase): { d: EditableNode; l: EditableNode } {
  const [d, l] = evidence.nodes
  if (d === undefined || l === undefined) throw new Error('the dialer and the listener come first')
  return { d, l }
}

/** Every connection that the node speaks of, to be changed wherever it does. */
export function connectionsOf(node: EditableNode): Writable<Connection>[] {
  return node.statements.flatMap((statement) => {
    const data = (statement.kind === 'event' ? statement.data : statement.result) ?? {}
    const one = data['connection'] as Writable<Connection> | undefined
    return [...(one === undefined ? [] : [one]), ...((data['connections'] as Writable<Connection>[] | undefined) ?? [])]
  })
}

/** The n-th statement of that name that the node made. */
export function statementOf(node: EditableNode, name: string, index = 0): EditableNode['statements'][number] {
  const found = node.statements.filter((one) => (one.kind === 'event' ? one.event : one.method) === name)[index]
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

/** What it says, to be changed. */
export function dataOf(node: EditableNode, name: string, index = 0): Record<string, unknown> {
  const statement = statementOf(node, name, index)
  return (statement.kind === 'event' ? statement.data : statement.result) ?? {}
}

export function without(node: EditableNode, ...names: string[]): void {
  node.statements = node.statements.filter((one) => !names.includes(one.kind === 'event' ? one.event : one.method))
}
