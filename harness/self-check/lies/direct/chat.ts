import type { EventName } from '../../../protocol/messages.ts'
import { plantsIn } from '../../plant.ts'
import { inTheMiddle, type Event, type Lie } from '../lie.ts'
import { stranger } from '../stranger.ts'
import { answers, eventLines, events, hears, onlySays } from '../words.ts'
import { without } from '../without.ts'

const plant = plantsIn('direct', 'tcp+noise')

const text = (change: (honest: string) => string) => (data: Event['data']) => ({
  ...data,
  text: change(String(data['text'])),
})
const base64 = ({ text: honest, ...data }: Event['data']) => ({
  ...data,
  base64: Buffer.from(String(honest)).toString('base64'),
})

const alterations = {
  'without a skin tone': text((honest) => honest.replace('👋🏽', '👋')),
  'composed by Unicode normalisation': text((honest) => honest.normalize('NFC')),
  'decomposed by Unicode normalisation': text((honest) => honest.normalize('NFD')),
  'without what is not ASCII': text((honest) => honest.replaceAll(/[^ -~]/g, '?')),
  'with a space more': text((honest) => `${honest} `),
  'cut short': text((honest) => honest.slice(0, -1)),
  'in another order of bytes': text((honest) => Array.from(honest).toReversed().join('')),
  'as another text': text(() => 'hello'),
  'without any text': text(() => ''),
  'as bytes, though they are text': base64,
  'as text and as bytes': (data: Event['data']) => ({ ...data, ...base64(data), text: data['text'] }),
  'as text, and as other bytes': (data: Event['data']) => ({ ...data, base64: 'aGVsbG8=' }),
  'neither as text nor as bytes': without('text'),
}

const altered = Object.entries(alterations).flatMap(([how, change]) =>
  (['dialer', 'listener'] as const).flatMap((role) => [
    plant(role, `got gossip ${how}`, events('message', change)),
    plant(role, `got a direct message ${how}`, events('direct-message', change)),
  ]),
)

const more = (name: EventName, change: (data: Event['data']) => Event['data']): Lie =>
  eventLines(name, (event) => [event, { ...event, data: change(event.data) }])

/** Says of its own messages that they came to it. */
const hearsItself: Lie = inTheMiddle(({ say, clock }) => {
  let own = ''
  return {
    onAnswer: (answer, request) => {
      if (request?.method === 'start') own = String(answer.result?.['peerId'])
      if (request?.method !== 'publish') return [answer]
      const data = { ...request.params, author: own, receivedFrom: own }
      say({ event: 'message', node: request.node, at: clock.now(), data })
      return [answer]
    },
  }
})

/** Messages, who sent them, and how often. */
export const chat = [
  ...altered,
  ...(['dialer', 'listener'] as const).flatMap((role) => [
    plant(
      role,
      'got gossip on another topic',
      events('message', (data) => ({ ...data, topic: 'another' })),
    ),
    plant(
      role,
      'got gossip by a stranger',
      events('message', (data) => ({ ...data, author: stranger })),
    ),
    plant(
      role,
      'got gossip from a stranger',
      events('message', (data) => ({ ...data, receivedFrom: stranger })),
    ),
    plant(
      role,
      'got gossip twice',
      more('message', (data) => data),
    ),
    plant(role, 'got gossip twice, once altered', more('message', alterations['without a skin tone'])),
    plant(
      role,
      'got gossip twice, once by a stranger',
      more('message', (data) => ({ ...data, author: stranger })),
    ),
    plant(
      role,
      'got gossip that nobody sent',
      more('message', (data) => ({ ...data, text: 'hello' })),
    ),
    plant(
      role,
      'never got gossip',
      eventLines('message', () => []),
    ),
    plant(role, 'got its own gossip', hearsItself),
    plant(
      role,
      'got a direct message from a stranger',
      events('direct-message', (data) => ({ ...data, from: stranger })),
    ),
    plant(
      role,
      'got a direct message twice',
      more('direct-message', (data) => data),
    ),
    plant(
      role,
      'got a direct message that nobody sent',
      more('direct-message', (data) => ({ ...data, text: 'hello' })),
    ),
    plant(
      role,
      'never got a direct message',
      eventLines('direct-message', () => []),
    ),
    plant(
      role,
      'got a direct message as gossip too',
      eventLines('direct-message', (event) => {
        const { from, text: said } = event.data
        const data = { topic: 'universal-connectivity', author: from, receivedFrom: from, text: said }
        return [event, { ...event, event: 'message', data }]
      }),
    ),
    plant(
      role,
      'publishes another text',
      hears('publish', (params) => ({ ...params, text: 'hello' })),
    ),
    plant(
      role,
      'publishes on another topic',
      hears('publish', (params) => ({ ...params, topic: 'another' })),
    ),
    plant(role, 'publishes nothing', onlySays('publish', { result: {} })),
    plant(role, 'can not publish', onlySays('publish', { error: { code: 'failed', message: 'no peers' } })),
    plant(
      role,
      'sends another direct message',
      hears('direct-message', (params) => ({ ...params, text: 'hello' })),
    ),
    plant(role, 'sends no direct message', onlySays('direct-message', { result: { status: 200, statusText: 'OK' } })),
    plant(
      role,
      'got another status',
      answers('direct-message', () => ({ status: 500, statusText: 'no' })),
    ),
    plant(
      role,
      'failed to send a direct message',
      onlySays('direct-message', { error: { code: 'failed', message: 'stream reset' } }),
    ),
    plant(role, 'subscribed to nothing', onlySays('subscribe', { result: {} })),
    plant(
      role,
      'subscribed to another topic',
      hears('subscribe', () => ({ topic: 'another' })),
    ),
    plant(
      role,
      'says that the other end subscribed to another topic',
      events('peer-subscribed', (data) => ({ ...data, topic: 'another' })),
    ),
    plant(
      role,
      'says that the other end subscribed to another topic too',
      more('peer-subscribed', (data) => ({ ...data, topic: 'another' })),
    ),
    plant(
      role,
      'says that a stranger subscribed',
      events('peer-subscribed', (data) => ({ ...data, peerId: stranger })),
    ),
    plant(
      role,
      'says that a stranger subscribed too',
      more('peer-subscribed', (data) => ({ ...data, peerId: stranger })),
    ),
  ]),
]
