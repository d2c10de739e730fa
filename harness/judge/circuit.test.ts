/** Connections through a relay, and direct ones that a relay signals. */
import { expect, test } from 'vitest'
import type { EditableCase } from './case.fixture.ts'
import {
  connectionsOf,
  dialerId,
  event,
  flow,
  honestCase,
  identified,
  listenerId,
  nodesOf,
  relayId,
} from './case.fixture.ts'
import { judgeEvidence } from './judge.ts'

const relayAddress = `/ip4/10.0.0.3/tcp/4003/p2p/${relayId}`
const throughRelay = `${relayAddress}/p2p-circuit/p2p/${listenerId}`

const legs = [
  flow('10.0.0.1', 1, '10.0.0.3', 4003, 'tcp'),
  flow('10.0.0.3', 4003, '10.0.0.1', 1, 'tcp'),
  flow('10.0.0.2', 2, '10.0.0.3', 4003, 'tcp'),
  flow('10.0.0.3', 4003, '10.0.0.2', 2, 'tcp'),
]

/** The honest case, moved onto a circuit; the relay's own connections are not looked at. */
function relayedCase(): EditableCase {
  const aCase = honestCase()
  const { d, l } = nodesOf(aCase)
  l.listens = []
  for (const node of [d, l]) {
    for (const one of connectionsOf(node)) Object.assign(one, { limited: true, localAddress: null })
  }
  for (const one of connectionsOf(d)) one.remoteAddress = throughRelay
  for (const one of connectionsOf(l)) one.remoteAddress = `${relayAddress}/p2p-circuit/p2p/${dialerId}`
  Object.assign(l.statements[0]?.kind === 'answer' ? (l.statements[0].result ?? {}) : {}, { addresses: [] })
  aCase.evidence.nodes.push({
    name: 'r',
    role: 'relay',
    program: 'r',
    ips: ['10.0.0.3'],
    peerId: relayId,
    listens: ['tcp+noise'],
    statements: [],
  })
  aCase.links = [
    { dialer: 'd', listener: 'l', over: 'circuit', relay: 'r', address: throughRelay, course: 'lives' },
    { dialer: 'd', listener: 'r', over: 'tcp+noise', course: 'passes' },
    { dialer: 'l', listener: 'r', over: 'tcp+noise', course: 'passes' },
  ]
  aCase.evidence.wire = { flows: legs }
  return aCase
}

function judged(edit: (aCase: EditableCase) => void) {
  const aCase = relayedCase()
  edit(aCase)
  return judgeEvidence(aCase).map(({ role, sentence }) => [role, sentence])
}

test('an honest circuit has nothing in it', () => {
  expect(judged(() => {})).toEqual([])
})

test('a circuit that is not limited', () => {
  const edit = (aCase: EditableCase) => connectionsOf(nodesOf(aCase).d).forEach((one) => (one.limited = false))
  expect(judged(edit)).toEqual([['dialer', "the dialer's connection is not limited"]])
})

test('a circuit through another relay', () => {
  const other = throughRelay.replace(relayId, dialerId)
  const edit = (aCase: EditableCase) => connectionsOf(nodesOf(aCase).d).forEach((one) => (one.remoteAddress = other))
  const what = `remote address ${other} goes through a relay that is not in this cell`
  expect(judged(edit)).toEqual([['dialer', `the dialer's connection: ${what}`]])
})

test("a circuit that is not at the relay's host", () => {
  const other = throughRelay.replace('10.0.0.3', '10.0.0.2')
  const edit = (aCase: EditableCase) => connectionsOf(nodesOf(aCase).d).forEach((one) => (one.remoteAddress = other))
  const what = `remote address ${other} is not at the relay's host, which is 10.0.0.3`
  expect(judged(edit)).toEqual([['dialer', `the dialer's connection: ${what}`]])
})

test('a circuit that went past its relay', () => {
  const flows = [flow('10.0.0.1', 1, '10.0.0.2', 2), flow('10.0.0.2', 2, '10.0.0.1', 1, 'tcp')]
  const edit = (aCase: EditableCase) => (aCase.evidence.wire = { flows })
  const sentence = '40 udp and tcp packets went directly between the dialer and the listener, past the relay'
  expect(judged(edit)).toEqual([[null, sentence]])
})

test('a chat that went over too few bytes of a leg', () => {
  const edit = (bytes: number) => (aCase: EditableCase) => {
    aCase.evidence.wire = { flows: legs.with(0, { ...flow('10.0.0.1', 1, '10.0.0.3', 4003, 'tcp'), bytes }) }
  }
  expect(judged(edit(13))).toEqual([])
  expect(judged(edit(12))).toEqual([
    [null, '12 bytes went from the dialer to the relay over circuit, too few for 13 bytes of chat'],
  ])
})

test('two that have a connection of their own as well may talk directly', () => {
  const flows = [flow('10.0.0.1', 1, '10.0.0.2', 2), flow('10.0.0.2', 2, '10.0.0.1', 1)]
  const edit = (aCase: EditableCase) => {
    aCase.links.push({ dialer: 'd', listener: 'l', over: 'webrtc', relay: 'r', course: 'passes' })
    aCase.evidence.wire = { flows }
  }
  expect(judged(edit)).toEqual([])
})

test('a relay that its two clients identify differently', () => {
  const edit = (aCase: EditableCase) => {
    const { d, l } = nodesOf(aCase)
    d.statements.push({ ...event('identified', 60, identified(relayId, 'r/1')) } as never)
    l.statements.push({ ...event('identified', 60, identified(relayId, 'r/2')) } as never)
  }
  expect(judged(edit)).toEqual([[null, 'the dialer identified the relay as r/1, and the listener as r/2']])
})
