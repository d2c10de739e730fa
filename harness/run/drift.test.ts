import { describe, expect, test } from 'vitest'
import type { Cell } from '../domain/cell.ts'
import { findDrift, type Capabilities } from './drift.ts'
import type { Evidence } from '../domain/evidence.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Role } from '../domain/role.ts'

const direct: Cell = { id: 'd', scenario: 'direct', transport: 'quic-v1', dialer: 'a', listener: 'b', qualifiers: {} }
const relayed: Cell = { ...direct, id: 'r', scenario: 'relayed', transport: 'ws+noise', qualifiers: { via: 'c' } }
const connected: Outcome = { kind: 'connected', lacks: [], evidence: {} as Evidence }
const unsupportedBy = (by: Role): Outcome => ({ kind: 'unsupported', by, message: 'no' })

const both = { dial: true, listen: true }
const able: Capabilities = {
  transports: { 'quic-v1': both, 'ws+noise': both },
  relay: { server: true, client: true },
  chat: { gossipsub: true, directMessage: true, gossipOnLimited: false },
  holePunching: [],
}
const unable: Capabilities = { ...able, transports: {}, relay: { server: false, client: false } }
const all = (capabilities: Capabilities) => () => capabilities

describe('no drift', () => {
  test.for([
    ['declared, and connected', connected, able],
    ['neither declared nor supported', unsupportedBy('dialer'), unable],
    [
      'declared, and failed',
      { kind: 'failed', role: 'dialer', stage: 'dial', message: '', fault: 'peer', evidence: null },
      able,
    ],
    [
      'not declared, and failed',
      { kind: 'failed', role: 'dialer', stage: 'dial', message: '', fault: 'peer', evidence: null },
      unable,
    ],
  ] as const)('%s', ([, outcome, capabilities]) => {
    expect(findDrift(direct, outcome, all(capabilities))).toEqual([])
  })

  test('of a program that never said hello', () => {
    expect(findDrift(direct, connected, () => undefined)).toEqual([])
  })
})

test('undeclared, but working: at each end on its own', () => {
  expect(findDrift(direct, connected, all(unable))).toEqual([
    { implementation: 'a', message: 'is able to dial quic-v1, but does not declare it' },
    { implementation: 'b', message: 'is able to listen on quic-v1, but does not declare it' },
  ])
  const dialsOnly: Capabilities = { ...unable, transports: { 'quic-v1': { dial: true, listen: false } } }
  expect(findDrift(direct, connected, all(dialsOnly))).toEqual([
    { implementation: 'b', message: 'is able to listen on quic-v1, but does not declare it' },
  ])
})

test('declared, but unsupported: only of the end that said so', () => {
  expect(findDrift(direct, unsupportedBy('listener'), all(able))).toEqual([
    {
      implementation: 'b',
      message: 'answers unsupported, but declares listen on quic-v1, gossip, send direct messages',
    },
  ])
})

test('a relay and its clients are compared with their roles', () => {
  expect(findDrift(relayed, unsupportedBy('relay'), all(able))).toEqual([
    { implementation: 'c', message: 'answers unsupported, but declares serve as a relay, listen on ws+noise' },
  ])
  const noRelay: Capabilities = { ...able, relay: { server: false, client: false } }
  expect(findDrift(relayed, connected, all(noRelay))).toEqual([
    { implementation: 'a', message: 'is able to be the client of a relay, but does not declare it' },
    { implementation: 'b', message: 'is able to be the client of a relay, but does not declare it' },
    { implementation: 'c', message: 'is able to serve as a relay, but does not declare it' },
  ])
})

test('who denies that it can chat, and chats, drifts', () => {
  const mute: Capabilities = { ...able, chat: { gossipsub: false, directMessage: false, gossipOnLimited: false } }
  expect(findDrift(direct, connected, (id) => (id === 'a' ? mute : able))).toEqual([
    { implementation: 'a', message: 'is able to gossip, but does not declare it' },
    { implementation: 'a', message: 'is able to send direct messages, but does not declare it' },
  ])
})
