import { describe, expect, test } from 'vitest'
import { PeerError } from '../domain/errors.ts'
import { blameFor } from './blame.ts'
import {
  dataOf,
  flow,
  honestCase,
  nodesOf,
  statementOf,
  strangerId,
  without,
  type EditableCase,
} from './case.fixture.ts'
import { blamed } from './finding.ts'

const up = flow('10.0.0.1', 5001, '10.0.0.2', 4001)
const down = flow('10.0.0.2', 4001, '10.0.0.1', 5001)

/** Blame for a dial that the peer answered with an error; nobody has a connection, unless `edit` says so. */
function blame(edit: (aCase: EditableCase) => void, error = new PeerError('dialer', 'dial', 'timed out', 'cause')) {
  const aCase = honestCase()
  for (const node of aCase.evidence.nodes) {
    without(
      node,
      'dial',
      'connection-opened',
      'connections',
      'identified',
      'peer-subscribed',
      'message',
      'direct-message',
    )
  }
  aCase.evidence.wire = { flows: [up, down] }
  edit(aCase)
  return blameFor(error, aCase)
}

test('what is contradicted is to blame, whoever waited', () => {
  const edit = (aCase: EditableCase) => (dataOf(nodesOf(aCase).l, 'start')['peerId'] = strangerId)
  const { role, message } = blame(edit)
  expect(role).toBe('listener')
  expect(message).toContain('timed out; the listener started as')
})

test('what takes one is the fault of that one', () => {
  const error = new PeerError('dialer', 'start', 'no', 'cause')
  expect(blame(() => {}, error)).toEqual({ role: 'dialer', message: 'no' })
})

test('what the harness itself found wrong is as it says', () => {
  expect(blame(() => {}, new PeerError('dialer', 'dial', 'connected to nobody'))).toEqual({
    role: 'dialer',
    message: 'connected to nobody',
  })
})

test("what takes two is nobody's fault for certain", () => {
  expect(blame(() => {})).toEqual({ role: null, message: 'at the dialer: timed out' })
  expect(blame(() => {}, new PeerError('listener', 'ping', 'no', 'cause'))).toEqual({
    role: null,
    message: 'at the listener: no',
  })
})

describe('unless the wire shows whose', () => {
  const wire =
    (...flows: ReturnType<typeof flow>[]) =>
    (aCase: EditableCase) => {
      aCase.evidence.wire = { flows }
    }
  test('a dialer that sent nothing', () => {
    const message = 'timed out; the dialer sent no packet to the listener'
    expect(blame(wire())).toEqual({ role: 'dialer', message })
    expect(blame(wire(down))).toEqual({ role: 'dialer', message })
  })

  test('a listener that answered nothing', () => {
    const message = 'timed out; the listener answered none of 20 packets'
    expect(blame(wire(up))).toEqual({ role: 'listener', message })
    expect(blame(wire(up, flow('10.0.0.2', 9, '10.0.0.1', 5001)))).toEqual({ role: 'listener', message })
  })

  test('a dialer that does not see the connection that the listener has', () => {
    const edit = (aCase: EditableCase) => {
      const { l } = nodesOf(aCase)
      l.statements.push(statementOf(nodesOf(honestCase()).l, 'connection-opened'))
      for (const link of aCase.links) link.course = 'passes'
    }
    expect(blame(edit)).toEqual({ role: 'dialer', message: 'timed out; the listener has the connection' })
  })

  test.each([
    ['there is no witness', (aCase: EditableCase) => (aCase.evidence.wire = { missing: 'none' })],
    ['the library chose the address', (aCase: EditableCase) => delete aCase.links[0]?.address],
    ['it went through a relay', (aCase: EditableCase) => aCase.links.forEach((link) => (link.over = 'circuit'))],
    ['a relay signalled', (aCase: EditableCase) => aCase.links.forEach((link) => (link.relay = 'd'))],
    ['nothing was arranged', (aCase: EditableCase) => (aCase.links = [])],
    [
      'the address has no port',
      (aCase: EditableCase) => aCase.links.forEach((link) => (link.address = '/ip4/10.0.0.2')),
    ],
  ])('and it does not where %s', (_, edit) => {
    const silent = (aCase: EditableCase) => {
      aCase.evidence.wire = { flows: [] }
      edit(aCase)
    }
    expect(blame(silent)).toEqual({ role: null, message: 'at the dialer: timed out' })
  })
})

test('one role is to blame if all findings that name one name it', () => {
  const finding = (role: 'dialer' | 'listener' | null) => ({ role, sentence: '' })
  expect(blamed([])).toBe(null)
  expect(blamed([finding(null)])).toBe(null)
  expect(blamed([finding('dialer'), finding(null), finding('dialer')])).toBe('dialer')
  expect(blamed([finding('dialer'), finding('listener')])).toBe(null)
})
