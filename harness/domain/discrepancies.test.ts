import { describe, expect, test } from 'vitest'
import { findDiscrepancies, type Claim, type EndClaim } from './discrepancies.ts'
import type { ConnectionEvidence, EndEvidence, MessageEvidence } from './evidence.ts'
import type { Carrier } from './transport.ts'

const ends = { dialer: { peerId: 'alice', remotePeerId: 'bob' }, listener: { peerId: 'bob', remotePeerId: 'alice' } }
const noiseOverTcp = { carrier: 'tcp', security: '/noise', muxer: '/yamux/1.0.0', limited: false } as const
const gossip: MessageEvidence = {
  kind: 'gossip',
  from: 'dialer',
  author: 'alice',
  receivedFrom: 'alice',
  text: 'hello 1',
}
const reply: MessageEvidence = { kind: 'direct', from: 'listener', author: 'bob', receivedFrom: 'bob', text: 'hello 2' }

const claim: Claim = {
  dialer: { ...ends.dialer, direction: 'outbound', ...noiseOverTcp },
  listener: { ...ends.listener, direction: 'inbound', ...noiseOverTcp },
  sent: [gossip, reply],
}

const seen: ConnectionEvidence = {
  dialer: evidenceOf(claim.dialer),
  listener: evidenceOf(claim.listener),
  messages: [reply, gossip],
}

test('ends that see what was arranged, and messages that came as they were sent, in any order', () => {
  expect(findDiscrepancies(claim, seen)).toEqual([])
})

test('what a library does not tell is not held against it', () => {
  const silent = { security: null, muxer: null, limited: null }
  const evidence = { ...seen, dialer: { ...seen.dialer, ...silent }, listener: { ...seen.listener, ...silent } }
  expect(findDiscrepancies(claim, evidence)).toEqual([])
})

test('what a claim does not ask for may be anything', () => {
  const lenient = { ...claim, dialer: { ...claim.dialer, security: null, muxer: null } }
  expect(
    findDiscrepancies(lenient, { ...seen, dialer: { ...seen.dialer, security: '/tls/1.0.0', muxer: '/mplex' } }),
  ).toEqual([])
})

describe('each way in which an end can differ', () => {
  const cases: readonly [Partial<EndEvidence>, string][] = [
    [{ peerId: 'eve' }, 'the dialer is eve, not alice'],
    [{ remotePeerId: 'eve' }, 'the dialer is connected to eve, not bob'],
    [{ direction: 'inbound' }, "the dialer's connection is inbound, not outbound"],
    [
      { carrier: 'ws', remoteAddress: '/ip4/1.2.3.4/tcp/1/ws' },
      "the dialer's connection is over ws (/ip4/1.2.3.4/tcp/1/ws), not tcp",
    ],
    [{ security: '/tls/1.0.0' }, "the dialer's connection has security /tls/1.0.0, not /noise"],
    [{ muxer: '/mplex/6.7.0' }, "the dialer's connection has muxer /mplex/6.7.0, not /yamux/1.0.0"],
    [{ limited: true }, "the dialer's connection is limited"],
  ]
  test.for(cases)('%o', ([difference, message]) => {
    expect(findDiscrepancies(claim, { ...seen, dialer: { ...seen.dialer, ...difference } })).toEqual([message])
  })

  test('at the listener too, and all at once', () => {
    const listener = { ...seen.listener, remotePeerId: 'eve', limited: true }
    expect(findDiscrepancies(claim, { ...seen, listener })).toEqual([
      'the listener is connected to eve, not alice',
      "the listener's connection is limited",
    ])
  })

  test('a connection that has to be limited, and is not', () => {
    const relayed = { ...claim, dialer: { ...claim.dialer, limited: true } }
    expect(findDiscrepancies(relayed, seen)).toEqual(["the dialer's connection is not limited"])
  })
})

describe('a carrier that can not be read from a bare socket', () => {
  const cases: readonly [Carrier, Carrier, boolean][] = [
    ['ws', 'tcp', true],
    ['wss', 'tcp', true],
    ['wss', 'ws', true],
    ['webrtc-direct', 'udp', true],
    ['ws', 'udp', false],
    ['ws', 'wss', false],
    ['tcp', 'ws', false],
    ['quic-v1', 'udp', false],
    ['circuit', 'tcp', false],
    ['webrtc', 'udp', false],
  ]
  test.for(cases)('%s claimed, %s seen by an inbound end: excused %s', ([claimed, carrier, excused]) => {
    const overIt = { ...claim, listener: { ...claim.listener, carrier: claimed } }
    const found = findDiscrepancies(overIt, { ...seen, listener: { ...seen.listener, carrier } })
    expect(found).toEqual(excused ? [] : [`the listener's connection is over ${carrier} (/address), not ${claimed}`])
  })

  test('is never excused in the dialer', () => {
    const overWs = { ...claim, dialer: { ...claim.dialer, carrier: 'ws' as const } }
    expect(findDiscrepancies(overWs, seen)).toEqual(["the dialer's connection is over tcp (/address), not ws"])
  })
})

describe('messages', () => {
  const cases: readonly [string, readonly MessageEvidence[], readonly string[]][] = [
    ['missing', [reply], ["the dialer's gossip message did not arrive"]],
    ['of another kind', [reply, { ...gossip, kind: 'direct' }], ["the dialer's gossip message did not arrive"]],
    [
      'altered',
      [reply, { ...gossip, text: 'hallo 1' }],
      ['the dialer\'s gossip message arrived as "hallo 1", not "hello 1" (character 2 is U+0061, not U+0065)'],
    ],
    [
      'cut short',
      [reply, { ...gossip, text: 'hello' }],
      ['the dialer\'s gossip message arrived as "hello", not "hello 1" (character 6 is missing, not U+0020)'],
    ],
    [
      'with something added',
      [reply, { ...gossip, text: 'hello 1!!' }],
      ['the dialer\'s gossip message arrived as "hello 1!!", not "hello 1" (2 characters too many)'],
    ],
    ['by another author', [reply, { ...gossip, author: 'eve' }], ["the dialer's gossip message is by eve, not alice"]],
    [
      'from another neighbour',
      [reply, { ...gossip, receivedFrom: 'eve' }],
      ["the dialer's gossip message came from eve, not alice"],
    ],
  ]
  test.for(cases)('%s', ([, messages, expected]) => {
    expect(findDiscrepancies(claim, { ...seen, messages })).toEqual(expected)
  })

  test('several of one kind and sender are compared in their order', () => {
    const second = { ...gossip, text: 'hello again' }
    const both = { ...claim, sent: [gossip, second] }
    expect(findDiscrepancies(both, { ...seen, messages: [gossip, second] })).toEqual([])
    expect(findDiscrepancies(both, { ...seen, messages: [gossip] })).toEqual([
      "the dialer's gossip message did not arrive",
    ])
    expect(findDiscrepancies(both, { ...seen, messages: [gossip, gossip] })).toEqual([
      'the dialer\'s gossip message arrived as "hello 1", not "hello again" (character 7 is U+0031, not U+0061)',
    ])
  })
})

function evidenceOf(end: EndClaim): EndEvidence {
  return { ...end, remoteAddress: '/address', localAddress: null, remoteAgent: null, pingMs: 1 }
}
