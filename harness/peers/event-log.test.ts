import { expect, test } from 'vitest'
import type { PeerEvent } from '../protocol/lines.ts'
import { EventLog } from './event-log.ts'

const subscribed = (peerId: string, topic = 'chat'): PeerEvent => ({
  event: 'peer-subscribed',
  node: 'a',
  at: 1,
  data: { peerId, topic },
})
const directMessage: PeerEvent = { event: 'direct-message', node: 'a', at: 1, data: { from: 'bob', text: 'hi' } }

test('an event that came before anybody waited is found', async () => {
  const log = new EventLog()
  log.add(subscribed('alice'))
  log.add(subscribed('bob'))
  expect(await log.first('peer-subscribed', ({ peerId }) => peerId === 'bob')).toEqual({ peerId: 'bob', topic: 'chat' })
})

test('an event to come is awaited; others of the name or with the data do not count', async () => {
  const log = new EventLog()
  const found: string[] = []
  const waiting = log.first('peer-subscribed', ({ peerId }) => peerId === 'bob').then(({ topic }) => found.push(topic))
  log.add(subscribed('alice', 'of alice'))
  log.add(directMessage)
  await Promise.resolve()
  expect(found).toEqual([])
  log.add(subscribed('bob', 'of bob'))
  log.add(subscribed('bob', 'too late'))
  await waiting
  expect(found).toEqual(['of bob'])
})

test('one event answers everybody who waits for it', async () => {
  const log = new EventLog()
  const both = Promise.all([
    log.first('direct-message', () => true),
    log.first('direct-message', ({ from }) => from === 'bob'),
  ])
  log.add(directMessage)
  expect(await both).toEqual([directMessage.data, directMessage.data])
})

test('all events of a name, in their order', () => {
  const log = new EventLog()
  for (const event of [subscribed('alice'), directMessage, subscribed('bob')]) log.add(event)
  expect(log.all('peer-subscribed').map(({ peerId }) => peerId)).toEqual(['alice', 'bob'])
  expect(log.all('message')).toEqual([])
})
