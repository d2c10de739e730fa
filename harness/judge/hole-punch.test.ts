/** Two behind routers, who are connected directly, or who have to stay relayed. */
import { expect, test } from 'vitest'
import type { EditableCase } from './case.fixture.ts'
import { connectionsOf, dialerId, flow, honestCase, listenerId, nodesOf, relayId } from './case.fixture.ts'
import { judgeEvidence } from './judge.ts'

const at = { dialer: '11.0.0.1', listener: '11.0.0.2' }
const translation = (router: string, inside: string, outside: string, remote: string) => ({
  router,
  protocol: 'udp' as const,
  inside: { address: inside, port: 5001 },
  outside: { address: outside, port: 5001 },
  remote: { address: remote, port: 4001 },
  answered: true,
})

/** Both say that it was they who dialled, as both did. */
function punchedCase(): EditableCase {
  const aCase = honestCase()
  const { d, l } = nodesOf(aCase)
  Object.assign(d, { ips: ['192.168.1.2'], seenAs: [at.dialer] })
  Object.assign(l, { ips: ['192.168.2.2'], seenAs: [at.listener], listens: ['quic-v1'] })
  d.statements = d.statements.filter((one) => one.kind !== 'answer' || one.method !== 'dial')
  for (const one of connectionsOf(d)) {
    one.remoteAddress = `/ip4/${at.listener}/udp/4001/quic-v1/p2p/${listenerId}`
    one.localAddress = '/ip4/192.168.1.2/udp/5001/quic-v1'
  }
  for (const one of connectionsOf(l)) {
    one.direction = 'outbound'
    one.remoteAddress = `/ip4/${at.dialer}/udp/5001/quic-v1/p2p/${dialerId}`
    one.localAddress = '/ip4/192.168.2.2/udp/4001/quic-v1'
  }
  Object.assign(l.statements[0]?.kind === 'answer' ? (l.statements[0].result ?? {}) : {}, { addresses: [] })
  aCase.links = [{ dialer: 'd', listener: 'l', over: 'quic-v1', punched: true, course: 'lives' }]
  aCase.evidence.wire = {
    flows: [
      flow('192.168.1.2', 5001, at.listener, 4001),
      flow(at.dialer, 5001, at.listener, 4001),
      flow(at.dialer, 5001, '192.168.2.2', 4001),
      flow('192.168.2.2', 4001, at.dialer, 5001),
      flow(at.listener, 4001, at.dialer, 5001),
      flow(at.listener, 4001, '192.168.1.2', 5001),
    ],
  }
  aCase.evidence.translations = [
    translation('router-a', '192.168.1.2', at.dialer, at.listener),
    translation('router-b', '192.168.2.2', at.listener, at.dialer),
  ]
  return aCase
}

/** The same two on a circuit that has to live. */
function relayedCase(): EditableCase {
  const aCase = punchedCase()
  const { d, l } = nodesOf(aCase)
  const relayAddress = `/ip4/11.0.0.3/tcp/4003/p2p/${relayId}`
  for (const one of [...connectionsOf(d), ...connectionsOf(l)])
    Object.assign(one, { limited: true, localAddress: null })
  for (const one of connectionsOf(d)) one.remoteAddress = `${relayAddress}/p2p-circuit/p2p/${listenerId}`
  for (const one of connectionsOf(l)) {
    Object.assign(one, { direction: 'inbound', remoteAddress: `${relayAddress}/p2p-circuit/p2p/${dialerId}` })
  }
  const relay = {
    name: 'r',
    role: 'relay' as const,
    program: 'r',
    ips: ['11.0.0.3'],
    peerId: relayId,
    listens: ['tcp+noise'],
    statements: [],
  }
  aCase.evidence.nodes.push(relay)
  aCase.links = [
    { dialer: 'd', listener: 'l', over: 'circuit', relay: 'r', course: 'lives' },
    { dialer: 'd', listener: 'r', over: 'tcp+noise', course: 'passes' },
    { dialer: 'l', listener: 'r', over: 'tcp+noise', course: 'passes' },
  ]
  aCase.evidence.wire = {
    flows: [at.dialer, at.listener].flatMap((end) => [
      flow(end, 1, '11.0.0.3', 4003, 'tcp'),
      flow('11.0.0.3', 4003, end, 1, 'tcp'),
    ]),
  }
  return aCase
}

function judged(aCase: EditableCase, edit: (aCase: EditableCase) => void = () => {}) {
  edit(aCase)
  return judgeEvidence(aCase).map(({ role, sentence }) => [role, sentence])
}

function addFlow(aCase: EditableCase, ...[from, to]: [string, string]): void {
  if ('flows' in aCase.evidence.wire) aCase.evidence.wire.flows.push(flow(from, 7, to, 7))
}

test('both may say that they dialled, each other by their routers', () => {
  expect(judged(punchedCase())).toEqual([])
})

test('one of them may have been dialled', () => {
  const accepted = (aCase: EditableCase) => {
    for (const one of connectionsOf(nodesOf(aCase).l)) one.direction = 'inbound'
  }
  expect(judged(punchedCase(), accepted)).toEqual([])
})

test('a remote address in the LAN of the other is not where anybody can have seen it', () => {
  const edit = (aCase: EditableCase) => {
    for (const one of connectionsOf(nodesOf(aCase).d)) one.remoteAddress = '/ip4/192.168.2.2/udp/4001/quic-v1'
  }
  expect(judged(punchedCase(), edit)).toEqual([
    [
      'dialer',
      "the dialer's connection: remote address /ip4/192.168.2.2/udp/4001/quic-v1 is not at the listener's host, which is 11.0.0.2",
    ],
  ])
})

test('a circuit is not a direct connection, whatever it is called', () => {
  const edit = (aCase: EditableCase) => {
    for (const one of connectionsOf(nodesOf(aCase).d)) {
      one.remoteAddress = `/ip4/11.0.0.3/udp/4003/quic-v1/p2p/${relayId}/p2p-circuit/p2p/${listenerId}`
    }
  }
  expect(judged(punchedCase(), edit).map(([, sentence]) => sentence)).toContainEqual(
    expect.stringContaining('is over circuit'),
  )
})

test('who does not say where it is connected to says nothing', () => {
  const edit = (aCase: EditableCase) => {
    for (const one of connectionsOf(nodesOf(aCase).l)) one.remoteAddress = null
  }
  expect(judged(punchedCase(), edit).map(([role]) => role)).toContain('listener')
})

test('two connections are one each way, and three are too many', () => {
  const more = (count: number) => (aCase: EditableCase) => {
    const { d } = nodesOf(aCase)
    const before = [...d.statements]
    for (const statement of before) {
      const { connection } = statement.kind === 'event' ? statement.data : {}
      for (let i = 1; i <= count && connection !== undefined; i++) {
        d.statements.push({
          ...statement,
          data: { connection: { ...(connection as object), id: `more${i}` } },
        } as never)
      }
    }
    for (const statement of d.statements) {
      if (statement.kind !== 'answer' || statement.method !== 'connections') continue
      const { connections = [] } = (statement.result ?? {}) as { connections?: object[] }
      connections.push(...Array.from({ length: count }, (_, i) => ({ ...connections[0], id: `more${i + 1}` })))
    }
  }
  expect(judged(punchedCase(), more(1))).toEqual([])
  expect(judged(punchedCase(), more(2)).map(([, sentence]) => sentence)).toContainEqual(
    expect.stringContaining('has 3 connections'),
  )
})

test('what both say is not so if nothing passed between their routers', () => {
  const edit = (aCase: EditableCase) => (aCase.evidence.wire = { flows: [] })
  expect(judged(punchedCase(), edit)).toEqual([
    [null, 'no udp packet between the dialer and the listener was on the wire (none to the listener, none back)'],
  ])
})

test.each([
  ['the dialer', 'router-a', 'listener'],
  ['the listener', 'router-b', 'dialer'],
])('the router of %s has to have translated it, and to have been answered', (who, router, remote) => {
  const missing = [[null, `no router of ${who} translated udp to the ${remote}`]]
  const edits: ((aCase: EditableCase) => void)[] = [
    ({ evidence }) => (evidence.translations = evidence.translations?.filter((one) => one.router !== router)),
    ({ evidence }) => evidence.translations?.forEach((one) => one.router === router && (one.answered = false)),
    ({ evidence }) => evidence.translations?.forEach((one) => one.router === router && (one.protocol = 'tcp')),
    ({ evidence }) =>
      evidence.translations?.forEach((one) => one.router === router && (one.remote.address = '11.0.0.9')),
    ({ evidence }) =>
      evidence.translations?.forEach((one) => one.router === router && (one.outside.address = '11.0.0.9')),
  ]
  for (const edit of edits) expect(judged(punchedCase(), edit)).toEqual(missing)
})

test('who stays relayed may try: what its router drops did not arrive', () => {
  expect(judged(relayedCase())).toEqual([])
  expect(judged(relayedCase(), (aCase) => addFlow(aCase, at.dialer, at.listener))).toEqual([])
})

test.each([
  [at.dialer, '192.168.2.2'],
  [at.listener, '192.168.1.2'],
])('what reached the LAN of the other went past the relay: %s to %s', (from, to) => {
  expect(judged(relayedCase(), (aCase) => addFlow(aCase, from, to))).toEqual([
    [null, '20 udp packets went directly between the dialer and the listener, past the relay'],
  ])
})
