import { describe, expect, test } from 'vitest'
import type { PeerEvent } from '../protocol/lines.ts'
import { EventLog } from './event-log.ts'

const never = new AbortController().signal

const subscribed = (peerId: string, topic = 'chat'): PeerEvent => ({
  event: 'peer-subscribed',
  node: 'a',
  at: 1,
  data: { peerId, topic },
})
const directMessage: PeerEvent = { event: 'direct-message', node: 'a', at: 2, data: { from: 'bob', text: 'hi' } }

describe('waiting for the first event of a name', () => {
  test('one that came before anybody waited is found', async () => {
    const log = new EventLog()
    log.add(subscribed('alice'), 0)
    log.add(subscribed('bob'), 0)
    const found = await log.first('peer-subscribed', ({ peerId }) => peerId === 'bob', never)
    expect(found).toEqual({ peerId: 'bob', topic: 'chat' })
  })

  test('one to come is awaited; others of the name or with the data do not count', async () => {
    const log = new EventLog()
    const found: string[] = []
    const isBob = ({ peerId }: { peerId: string }) => peerId === 'bob'
    const waiting = log.first('peer-subscribed', isBob, never).then(({ topic }) => found.push(topic))
    log.add(subscribed('alice', 'of alice'), 0)
    log.add(directMessage, 0)
    await Promise.resolve()
    expect(found).toEqual([])
    log.add(subscribed('bob', 'of bob'), 0)
    log.add(subscribed('bob', 'too late'), 0)
    await waiting
    expect(found).toEqual(['of bob'])
  })

  test('one event answers everybody who waits for it', async () => {
    const log = new EventLog()
    const both = Promise.all([
      log.first('direct-message', () => true, never),
      log.first('direct-message', ({ from }) => from === 'bob', never),
    ])
    log.add(directMessage, 0)
    expect(await both).toEqual([directMessage.data, directMessage.data])
    expect(log.waiting).toBe(0)
  })

  test('who gives up waits no more', async () => {
    const log = new EventLog()
    const wait = new AbortController()
    const waiting = log.first('message', () => true, wait.signal)
    expect(log.waiting).toBe(1)
    const reason = new Error('time is up')
    wait.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    expect(log.waiting).toBe(0)
    await expect(log.first('message', () => true, wait.signal)).rejects.toBe(reason)
  })
})

test('all events of a name, in their order', () => {
  const log = new EventLog()
  for (const event of [subscribed('alice'), directMessage, subscribed('bob')]) log.add(event, 0)
  expect(log.all('peer-subscribed').map(({ peerId }) => peerId)).toEqual(['alice', 'bob'])
  expect(log.all('message')).toEqual([])
})

test('every event is kept whole, with the time at which it was read', () => {
  const log = new EventLog()
  log.add(subscribed('alice'), 7.5)
  log.add(directMessage, 8)
  expect(log.entries).toEqual([
    { event: 'peer-subscribed', node: 'a', at: 1, receivedMs: 7.5, data: { peerId: 'alice', topic: 'chat' } },
    { event: 'direct-message', node: 'a', at: 2, receivedMs: 8, data: { from: 'bob', text: 'hi' } },
  ])
})
