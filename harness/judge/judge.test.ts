/** Each judgement of the evidence: one change to honest evidence, and the sentence and the blame that it has to get. */
import { describe, expect, test } from 'vitest'
import type { Role } from '../domain/role.ts'
import {
  answer,
  connectionsOf,
  dataOf,
  dialed,
  dialerId,
  event,
  flow,
  honestCase,
  identified,
  listenerId,
  nodesOf,
  refusal,
  relayId,
  statementOf,
  strangerId,
  without,
  type EditableCase,
} from './case.fixture.ts'
import { contradictions, judgeEvidence } from './judge.ts'

type Row = readonly [name: string, edit: (aCase: EditableCase) => void, ...found: (readonly [Role | null, string])[]]

function judged(edit: (aCase: EditableCase) => void, judge = judgeEvidence) {
  const aCase = honestCase()
  edit(aCase)
  return judge(aCase).map(({ role, sentence }) => [role, sentence])
}

/** A change to what one end says of its connection, everywhere alike. */
const connection = (end: 'd' | 'l', change: object) => (aCase: EditableCase) => {
  for (const one of connectionsOf(nodesOf(aCase)[end])) Object.assign(one, change)
}
const say = (end: 'd' | 'l', ...statements: ReturnType<typeof event>[]) => {
  return (aCase: EditableCase) => nodesOf(aCase)[end].statements.push(...structuredClone(statements))
}
const course = (course: EditableCase['links'][number]['course'], more: (aCase: EditableCase) => void = () => {}) => {
  return (aCase: EditableCase) => {
    for (const link of aCase.links) link.course = course
    more(aCase)
  }
}
const both = (...edits: ((aCase: EditableCase) => void)[]) => {
  return (aCase: EditableCase) => edits.forEach((edit) => edit(aCase))
}
const noWire = (aCase: EditableCase) => {
  aCase.evidence.wire = { missing: 'no witness' }
}
const flows = (...some: ReturnType<typeof flow>[]) => {
  return (aCase: EditableCase) => {
    aCase.evidence.wire = { flows: some }
  }
}
const silent = (...ends: ('d' | 'l')[]) => {
  return (aCase: EditableCase) => {
    for (const end of ends) without(nodesOf(aCase)[end], 'dial', 'connection-opened', 'connections')
  }
}
const toListener = { id: 'c2', peerId: listenerId, direction: 'outbound', remoteAddress: dialed, localAddress: null }
const second = { ...toListener, limited: false, security: null, muxer: null }

test('honest evidence has nothing in it', () => {
  expect(judged(() => {})).toEqual([])
  expect(judged(noWire)).toEqual([])
})

function finds(rows: readonly Row[]): void {
  test.for(rows)('%s', ([, edit, ...found]) => {
    expect(judged(edit)).toEqual(found)
  })
}

describe('start', () => {
  const address = (text: string) => (aCase: EditableCase) => {
    dataOf(nodesOf(aCase).l, 'start')['addresses'] = [text]
  }
  finds([
    [
      'another peer id',
      (aCase) => (dataOf(nodesOf(aCase).d, 'start')['peerId'] = strangerId),
      ['dialer', `the dialer started as ${strangerId}, and its key belongs to ${dialerId}`],
    ],
    [
      'another transport',
      address(`/ip4/10.0.0.2/tcp/1/p2p/${listenerId}`),
      ['listener', `the listener started at /ip4/10.0.0.2/tcp/1/p2p/${listenerId}, which is over tcp, not quic-v1`],
    ],
    [
      'not an address',
      address('nowhere'),
      ['listener', 'the listener started at nowhere, which is not a multiaddr that anybody could dial'],
      ['listener', `the listener started at nowhere, which does not end in its peer id, ${listenerId}`],
    ],
    [
      "somebody else's host",
      address(`/ip4/10.0.0.9/udp/1/quic-v1/p2p/${listenerId}`),
      [
        'listener',
        `the listener started at /ip4/10.0.0.9/udp/1/quic-v1/p2p/${listenerId}, which is not at its host, 10.0.0.2`,
      ],
    ],
    [
      'a dialer that listens',
      (aCase) => (dataOf(nodesOf(aCase).d, 'start')['addresses'] = [`/ip4/10.0.0.1/tcp/1/p2p/${dialerId}`]),
      [
        'dialer',
        `the dialer started at /ip4/10.0.0.1/tcp/1/p2p/${dialerId}, which is over tcp, not anything: it only dials`,
      ],
    ],
  ])
})

describe('a node contradicts itself', () => {
  finds([
    [
      'event and answer',
      (aCase) =>
        Object.assign(dataOf(nodesOf(aCase).d, 'connection-opened')['connection'] as object, { limited: true }),
      ['dialer', 'the dialer says in dial that limited of connection c1 is false, and in connection-opened true'],
    ],
    [
      'never opened',
      (aCase) => without(nodesOf(aCase).l, 'connection-opened'),
      ['listener', 'the listener has connection c1, and never reported that it opened'],
    ],
    [
      'opened twice',
      (aCase) => nodesOf(aCase).d.statements.push(structuredClone(statementOf(nodesOf(aCase).d, 'connection-opened'))),
      ['dialer', 'the dialer has connection c1, and reported 2 times that it opened'],
    ],
    [
      'closed and listed',
      say('l', event('connection-closed', 100, { connection: { ...second, id: 'c1' } })),
      ...(['peerId', 'remoteAddress', 'localAddress', 'direction'] as const).map((fact) => {
        const was = { peerId: dialerId, remoteAddress: '/ip4/10.0.0.1/udp/5001/quic-v1', direction: 'inbound' }
        const before = { localAddress: '/ip4/10.0.0.2/udp/4001/quic-v1', ...was }[fact]
        const sentence = `the listener says in connection-opened that ${fact} of connection c1 is ${before}, and in connection-closed ${second[fact]}`
        return ['listener', sentence] as const
      }),
      ['listener', 'the listener has connection c1, and lists it after it closed'],
    ],
    [
      'open and not listed',
      (aCase) => (dataOf(nodesOf(aCase).d, 'connections')['connections'] = []),
      ['dialer', 'the dialer has connection c1, and does not list it, though it never closed'],
    ],
    [
      'listed twice',
      (aCase) =>
        (dataOf(nodesOf(aCase).d, 'connections')['connections'] as object[]).push({
          ...second,
          id: 'c1',
          localAddress: '/ip4/10.0.0.1/udp/5001/quic-v1',
        }),
      ['dialer', 'the dialer lists connection c1 more than once'],
    ],
    [
      'two names of one agent',
      say('d', event('identified', 99, identified(listenerId, 'l/2'))),
      ['dialer', `the dialer identified ${listenerId} as l/1 and as l/2`],
    ],
    [
      'a dial that took longer than its answer',
      (aCase) => (dataOf(nodesOf(aCase).d, 'dial')['elapsedMs'] = 15.04),
      ['dialer', 'the dialer says that its dial took 15 ms, and it was answered within 10 ms'],
    ],
    [
      'a dial that took a little longer than its answer',
      (aCase) => (dataOf(nodesOf(aCase).d, 'dial')['elapsedMs'] = 15),
    ],
    [
      'a ping of a week',
      (aCase) => (dataOf(nodesOf(aCase).d, 'ping')['rttMs'] = 6e8),
      ['dialer', 'the dialer says that its ping took 600000000 ms, and it was answered within 10 ms'],
    ],
    [
      'closed twice',
      course('ends', (aCase) => {
        for (const end of ['d', 'l'] as const) {
          const { l, d } = nodesOf(aCase)
          const node = { l, d }[end]
          without(node, 'connections')
          const closing = event('connection-closed', 130, { connection: connectionsOf(node)[0] ?? {} })
          node.statements.push(...structuredClone(end === 'd' ? [closing, { ...closing, atMs: 131 }] : [closing]))
        }
      }),
      ['dialer', 'the dialer has connection c1, and reported 2 times that it closed'],
    ],
  ])
})

describe('a connection is not as it was arranged', () => {
  const tcp = `/ip4/10.0.0.2/tcp/4001/p2p/${listenerId}`
  finds([
    [
      'to a stranger',
      say(
        'd',
        event('connection-opened', 70, {
          connection: { ...second, peerId: strangerId, remoteAddress: '/ip4/1.2.3.4/tcp/1' },
        }),
      ),
      ['dialer', 'the dialer has connection c2, and does not list it, though it never closed'],
      ['dialer', `the dialer has a connection to ${strangerId} at /ip4/1.2.3.4/tcp/1, who is nobody in this cell`],
    ],
    [
      'in the wrong direction',
      connection('l', { direction: 'outbound' }),
      [
        'listener',
        'the listener has an outbound connection to the dialer at /ip4/10.0.0.1/udp/5001/quic-v1, which nobody arranged',
      ],
      ['listener', 'the listener reported no connection from the dialer'],
    ],
    [
      'in the wrong direction, seen from the dialer',
      both(noWire, connection('d', { direction: 'inbound', remoteAddress: null })),
      ['dialer', 'the dialer has an inbound connection from the listener, which nobody arranged'],
    ],
    [
      'two of them',
      say(
        'd',
        event('connection-opened', 119, { connection: second }),
        answer('connections', 140, {
          connections: [{ ...second, id: 'c1', localAddress: '/ip4/10.0.0.1/udp/5001/quic-v1' }, second],
        }),
      ),
      ['dialer', `the dialer has 2 connections to the listener: ${dialed}, ${dialed}`],
    ],
    [
      'over another transport',
      connection('d', { remoteAddress: tcp }),
      ['dialer', `the dialer's connection is over tcp (${tcp}), not quic-v1`],
    ],
    ['security', connection('d', { security: '/noise' })],
    [
      'security where it is asked',
      both(
        noWire,
        connection('d', { security: '/tls/1.0.0', muxer: '/mplex/6.7.0', remoteAddress: tcp }),
        connection('l', { remoteAddress: null, localAddress: null }),
        (aCase) => {
          const [link] = aCase.links
          Object.assign(link ?? {}, { over: 'tcp+noise', address: tcp })
          nodesOf(aCase).l.listens = ['tcp+noise']
          dataOf(nodesOf(aCase).l, 'start')['addresses'] = [tcp]
        },
      ),
      ['dialer', "the dialer's connection has security /tls/1.0.0, not /noise"],
      ['dialer', "the dialer's connection has muxer /mplex/6.7.0, not /yamux/1.0.0"],
    ],
    ['limited', connection('l', { limited: true }), ['listener', "the listener's connection is limited"]],
    ['a library that does not say whether it is limited', connection('l', { limited: null })],
    [
      'at another host',
      connection('d', { remoteAddress: `/ip4/203.0.113.9/udp/4001/quic-v1/p2p/${listenerId}` }),
      [
        'dialer',
        `the dialer's connection: remote address /ip4/203.0.113.9/udp/4001/quic-v1/p2p/${listenerId} is not at the listener's host, which is 10.0.0.2`,
      ],
    ],
    [
      'through a relay that is not there',
      both(
        noWire,
        connection('d', {
          remoteAddress: `/ip4/10.0.0.2/udp/4001/quic-v1/p2p/${relayId}/p2p-circuit/p2p/${listenerId}`,
        }),
      ),
      [
        'dialer',
        `the dialer's connection is over circuit (/ip4/10.0.0.2/udp/4001/quic-v1/p2p/${relayId}/p2p-circuit/p2p/${listenerId}), not quic-v1`,
      ],
      [
        'dialer',
        `the dialer's connection: remote address /ip4/10.0.0.2/udp/4001/quic-v1/p2p/${relayId}/p2p-circuit/p2p/${listenerId} goes through a relay that is not in this cell`,
      ],
    ],
    [
      "with another peer's id in its address",
      connection('d', { remoteAddress: `/ip4/10.0.0.2/udp/4001/quic-v1/p2p/${strangerId}` }),
      [
        'dialer',
        `the dialer's connection: remote address /ip4/10.0.0.2/udp/4001/quic-v1/p2p/${strangerId} names another peer than ${listenerId}`,
      ],
    ],
    [
      'at another port',
      connection('d', { remoteAddress: `/ip4/10.0.0.2/udp/4002/quic-v1/p2p/${listenerId}` }),
      [
        'dialer',
        `the dialer's connection: remote address /ip4/10.0.0.2/udp/4002/quic-v1/p2p/${listenerId} has another port than ${dialed}, which was dialled`,
      ],
    ],
    [
      "from a host that is not the dialer's",
      connection('d', { localAddress: '/ip4/203.0.113.8/udp/8/quic-v1' }),
      [
        'dialer',
        "the dialer's connection: local address /ip4/203.0.113.8/udp/8/quic-v1 is not at its own host, which is 10.0.0.1",
      ],
    ],
    ['from an address that says nothing', connection('d', { localAddress: '/ip4/0.0.0.0/udp/8/quic-v1' })],
    ['from an IPv6 address that says nothing', connection('d', { localAddress: '/ip6/::/udp/8/quic-v1' })],
  ])
})

describe('what was arranged is not there', () => {
  const closed = (end: 'd' | 'l') => (aCase: EditableCase) => {
    const node = nodesOf(aCase)[end]
    without(node, 'connections')
    node.statements.push(event('connection-closed', 130, { connection: structuredClone(connectionsOf(node)[0] ?? {}) }))
  }
  const stopped = (end: 'd' | 'l') => say(end, answer('stop', 150, {}))
  finds([
    [
      'at either end',
      silent('d', 'l'),
      [null, 'the dialer reported no connection to the listener'],
      [null, 'the listener reported no connection from the dialer'],
    ],
    [
      'at one end, and the wire shows that it was there',
      silent('l'),
      ['listener', 'the listener reported no connection from the dialer'],
    ],
    [
      'at one end, and nobody knows',
      both(noWire, silent('l')),
      [null, 'the listener reported no connection from the dialer'],
    ],
    ['closed too early', closed('d'), [null, "the dialer's connection to the listener closed before its time"]],
    ['closed as its node stopped', both(closed('d'), stopped('d'))],
    [
      'never closed',
      course('ends', closed('l')),
      ['dialer', 'the dialer never reported that its connection to the listener closed'],
    ],
    ['never closed, and its node stopped', course('ends', both(closed('l'), stopped('d')))],
    [
      'never there to end',
      course('ends', silent('d', 'l')),
      [null, 'the dialer reported no connection to the listener'],
      [null, 'the listener reported no connection from the dialer'],
    ],
    ['there or not, as it likes', course('passes', silent('d'))],
    ['there and gone, as it likes', course('passes', closed('l'))],
  ])
})

describe('a refused dial', () => {
  const chatless = (aCase: EditableCase) => {
    aCase.evidence.sent = []
    for (const node of aCase.evidence.nodes)
      without(node, 'message', 'direct-message', 'identified', 'peer-subscribed', 'ping')
  }
  const refused = (more: (aCase: EditableCase) => void) => course('refused', both(chatless, more))
  finds([
    ['leaves nothing', refused(silent('d', 'l'))],
    [
      'leaves the dialer connected',
      refused(silent('l')),
      ['dialer', 'the dialer has a connection after a dial that it said failed'],
    ],
    [
      'leaves the listener connected',
      refused(silent('d')),
      ['listener', 'the listener still has a connection from the dialer, which refused it'],
    ],
    [
      'and is identified all the same',
      refused(both(silent('d', 'l'), say('d', event('identified', 60, identified(listenerId, 'l/1'))))),
      ['dialer', 'the dialer identified the listener, though the dial between them was refused'],
    ],
    [
      'that was given up and done again may leave a second connection at the listener',
      both(
        say('d', refusal('dial', 30, { address: dialed })),
        say(
          'l',
          event('connection-opened', 31, {
            connection: {
              ...second,
              id: 'c0',
              peerId: dialerId,
              direction: 'inbound',
              remoteAddress: '/ip4/10.0.0.1/udp/5001/quic-v1',
            },
          }),
        ),
        (aCase) =>
          (dataOf(nodesOf(aCase).l, 'connections')['connections'] as object[]).push({
            ...second,
            id: 'c0',
            peerId: dialerId,
            direction: 'inbound',
            remoteAddress: '/ip4/10.0.0.1/udp/5001/quic-v1',
          }),
      ),
    ],
  ])
})

describe('a second connection at the listener', () => {
  const inbound = {
    ...second,
    id: 'c0',
    peerId: dialerId,
    direction: 'inbound',
    remoteAddress: '/ip4/10.0.0.1/udp/5001/quic-v1',
  }
  const twice = both(say('l', event('connection-opened', 31, { connection: inbound })), (aCase) => {
    const listed = dataOf(nodesOf(aCase).l, 'connections')['connections'] as object[]
    listed.push(structuredClone(inbound))
  })
  const addresses = '/ip4/10.0.0.1/udp/5001/quic-v1, /ip4/10.0.0.1/udp/5001/quic-v1'
  const tooMany = ['listener', `the listener has 2 connections to the dialer: ${addresses}`] as const
  finds([
    ['is too many', twice, tooMany],
    [
      'is too many where another address was given up',
      both(twice, say('d', refusal('dial', 30, { address: '/ip4/10.0.0.2' }))),
      tooMany,
    ],
    [
      'is too many where something else failed',
      both(twice, say('d', refusal('ping', 30, { address: dialed }))),
      tooMany,
    ],
    ['may be left by a dial that was given up', both(twice, say('d', refusal('dial', 30, { address: dialed })))],
    ['is as good as one where it may be there or not', course('passes', twice)],
  ])
})

describe('the life of a connection', () => {
  const inbound = () => structuredClone(connectionsOf(nodesOf(honestCase()).l)[0] ?? {})
  finds([
    [
      'that closed before it opened',
      course('ends', (aCase) => {
        for (const node of aCase.evidence.nodes) without(nodesOf(aCase)[node.name as 'd' | 'l'], 'connections')
        const { d, l } = nodesOf(aCase)
        l.statements.push(event('connection-closed', 40, { connection: inbound() }))
        d.statements.push(event('connection-closed', 140, { connection: structuredClone(connectionsOf(d)[0] ?? {}) }))
      }),
      ['listener', 'the listener has connection c1, and reported that it closed before it opened'],
    ],
    [
      'that closed while it was listed',
      course('ends', (aCase) => {
        const { d, l } = nodesOf(aCase)
        l.statements.push(event('connection-closed', 115, { connection: inbound() }))
        d.statements.push(event('connection-closed', 140, { connection: structuredClone(connectionsOf(d)[0] ?? {}) }))
      }),
    ],
    [
      'that opened while all were listed',
      course('passes', (aCase) => {
        const { l } = nodesOf(aCase)
        Object.assign(statementOf(l, 'connection-opened'), { atMs: 115 })
        dataOf(l, 'connections')['connections'] = []
      }),
    ],
  ])
})

describe('people and topics', () => {
  finds([
    [
      'a stranger is identified',
      say('d', event('identified', 60, identified(strangerId, 's'))),
      ['dialer', `the dialer identified ${strangerId}, who is nobody in this cell`],
    ],
    [
      'an address that identify brought, at no host of the cell',
      (aCase) =>
        (dataOf(nodesOf(aCase).d, 'identified')['addresses'] = ['/ip4/203.0.113.9/tcp/9', '/ip4/127.0.0.1/tcp/9']),
      [
        null,
        'the dialer learnt from the listener that the listener listens on /ip4/203.0.113.9/tcp/9, which is no host of this cell',
      ],
    ],
    [
      'an observed address at no host of the cell',
      (aCase) => (dataOf(nodesOf(aCase).l, 'identified')['observedAddress'] = '/ip4/203.0.113.9/udp/9/quic-v1'),
      [
        null,
        'the listener learnt from the dialer that it was seen at /ip4/203.0.113.9/udp/9/quic-v1, which is no host of this cell',
      ],
    ],
    [
      'addresses of hosts of the cell, and what names no host',
      (aCase) => {
        dataOf(nodesOf(aCase).d, 'identified')['addresses'] = ['/ip4/10.0.0.2/udp/1/quic-v1', '/dns4/example.org/tcp/1']
        dataOf(nodesOf(aCase).d, 'identified')['observedAddress'] = `/p2p/${dialerId}`
      },
    ],
    [
      'itself is identified',
      say('d', event('identified', 60, identified(dialerId, 's'))),
      ['dialer', 'the dialer identified itself'],
    ],
    [
      'a stranger subscribes',
      say('l', event('peer-subscribed', 60, { peerId: strangerId, topic: 'chat' })),
      ['listener', `the listener says that a topic was subscribed to by ${strangerId}, who is nobody in this cell`],
    ],
    [
      'another topic',
      say('l', event('peer-subscribed', 60, { peerId: dialerId, topic: 'gossip' })),
      ['listener', 'the listener says that somebody subscribed to gossip, a topic that nobody in this cell has'],
    ],
  ])
})

describe('messages', () => {
  const message = (change: object) => (aCase: EditableCase) => {
    Object.assign(dataOf(nodesOf(aCase).l, 'message'), change)
  }
  const direct = (change: object) => (aCase: EditableCase) => {
    Object.assign(dataOf(nodesOf(aCase).l, 'direct-message'), change)
  }
  finds([
    [
      'lost',
      (aCase) => without(nodesOf(aCase).l, 'message'),
      [null, "the dialer's gossip message did not arrive at the listener"],
    ],
    [
      'altered',
      message({ text: 'hello 1' }),
      [null, 'the dialer\'s gossip message arrived as "hello 1", not "hello l" (character 7 is U+0031, not U+006C)'],
    ],
    [
      'as bytes that are not text',
      direct({ text: undefined, base64: 'AAA=' }),
      [null, 'the dialer\'s direct message arrived as "base64:AAA=", not "psst l" (character 1 is U+0062, not U+0070)'],
    ],
    [
      'twice',
      say('l', event('message', 99, { topic: 'chat', author: dialerId, receivedFrom: dialerId, text: 'hello l' })),
      ['listener', "the listener got the dialer's gossip message 2 times, and it was sent once"],
    ],
    [
      'that nobody sent',
      say('l', event('direct-message', 99, { from: dialerId, text: 'boo' })),
      ['listener', 'the listener got the dialer\'s direct message that nobody sent: "boo"'],
    ],
    [
      'by a stranger that nobody sent',
      say('l', event('direct-message', 99, { from: strangerId, text: 'boo' })),
      ['listener', `the listener got ${strangerId}'s direct message that nobody sent: "boo"`],
    ],
    [
      'by another author',
      message({ author: strangerId, receivedFrom: dialerId }),
      [null, `the dialer's gossip message is by ${strangerId}, not ${dialerId}`],
    ],
    [
      'from a neighbour that it does not have',
      message({ receivedFrom: strangerId }),
      ['listener', `the listener got the dialer's gossip message from ${strangerId}, to whom it has no connection`],
      [
        'listener',
        `the listener got the dialer's gossip message from ${strangerId}, though it is connected to its author`,
      ],
    ],
    [
      'in another topic',
      message({ topic: 'gossip' }),
      ['listener', "the listener got the dialer's gossip message in topic gossip, which nobody in this cell has"],
    ],
    [
      'that had to be kept off',
      (aCase) => Object.assign(aCase.evidence.sent[0] ?? {}, { arrival: 'never' }),
      ['dialer', 'the dialer promises to keep gossip off limited connections, and its message reached the listener'],
    ],
    [
      'that need not arrive, and did not',
      (aCase) => {
        Object.assign(aCase.evidence.sent[0] ?? {}, { arrival: 'at-most-once' })
        without(nodesOf(aCase).l, 'message')
      },
    ],
    [
      'that must not arrive, and did not',
      (aCase) => {
        Object.assign(aCase.evidence.sent[0] ?? {}, { arrival: 'never' })
        without(nodesOf(aCase).l, 'message')
      },
    ],
  ])
})

describe('the wire', () => {
  const up = flow('10.0.0.1', 5001, '10.0.0.2', 4001)
  const down = flow('10.0.0.2', 4001, '10.0.0.1', 5001)
  const between = 'between the dialer and the listener port 4001 was on the wire'
  finds([
    ['no packets', flows(), [null, `no udp packet ${between} (none to the listener, none back)`]],
    ['none back', flows(up), [null, `no udp packet ${between} (none back)`]],
    ['none to the listener', flows(down), [null, `no udp packet ${between} (none to the listener)`]],
    [
      'another protocol',
      flows({ ...up, protocol: 'tcp' }, { ...down, protocol: 'tcp' }),
      [null, `no udp packet ${between} (none to the listener, none back)`],
    ],
    [
      'another port',
      flows(flow('10.0.0.1', 5001, '10.0.0.2', 9), flow('10.0.0.2', 9, '10.0.0.1', 5001)),
      [null, `no udp packet ${between} (none to the listener, none back)`],
    ],
    [
      'no packets, and one end claims a connection',
      both(flows(), silent('l')),
      ['dialer', `no udp packet ${between} (none to the listener, none back)`],
    ],
    [
      'from another port than the listener says',
      both(
        connection('d', { localAddress: null }),
        flows(flow('10.0.0.1', 6001, '10.0.0.2', 4001), flow('10.0.0.2', 4001, '10.0.0.1', 6001)),
      ),
      ['listener', 'the listener says that the dialer came from /ip4/10.0.0.1/udp/5001/quic-v1, and no packet did'],
    ],
    [
      'from another port of its own than the dialer says',
      connection('d', { localAddress: '/ip4/10.0.0.1/udp/5009/quic-v1' }),
      ['dialer', 'the dialer says that its own end is /ip4/10.0.0.1/udp/5009/quic-v1, and no packet came from there'],
    ],
    [
      'of another protocol than the listener says',
      connection('l', { localAddress: '/ip4/10.0.0.2/tcp/4001' }),
      ['listener', 'the listener says that its own end is /ip4/10.0.0.2/tcp/4001, and no packet came from there'],
    ],
    ['an own end that is any address', connection('d', { localAddress: '/ip4/0.0.0.0/udp/5009/quic-v1' })],
    [
      'fewer bytes than were said',
      flows({ ...up, bytes: 12 }, { ...down, bytes: 13 }),
      [null, '12 bytes went from the dialer to the listener over quic-v1, too few for 13 bytes of chat'],
    ],
    ['a listener that does not say where the connection came from', connection('l', { remoteAddress: null })],
    ['a listener that says only a name', connection('l', { remoteAddress: '/dns4/example.org/udp/5001/quic-v1' })],
    [
      'bytes of messages that may be lost do not count, nor do those for others',
      both(flows({ ...up, bytes: 13 }, { ...down, bytes: 13 }), (aCase) => {
        const text = 'x'.repeat(100)
        aCase.evidence.sent.push({ kind: 'gossip', from: 'd', to: 'l', text, bytes: 100, arrival: 'at-most-once' })
      }),
    ],
    ['nobody claims a connection', both(course('passes'), silent('d', 'l'), flows())],
  ])
})

test('a cell that ended early is judged by what can not be, not by what is missing', () => {
  expect(judged(silent('d', 'l'), contradictions)).toEqual([])
  expect(judged((aCase) => without(nodesOf(aCase).l, 'message'), contradictions)).toEqual([])
  expect(judged(flows(), contradictions)).toHaveLength(1)
  expect(judged(silent('l'), contradictions)).toEqual([
    ['listener', 'the listener reported no connection from the dialer'],
  ])
})
