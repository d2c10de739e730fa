import type { Frame } from '../peer/messages.ts'
import { plantsIn } from '../plant.ts'
import { backdoor } from './backdoor.ts'
import { deathsIn } from './deaths.ts'
import { stranger, strangeConnection } from './stranger.ts'
import { tampers } from './wire.ts'
import { connections, eventLines, events, hears, listing, onlySays } from './words.ts'

const plant = plantsIn('gossip', 'ws+noise')
const ends = ['dialer', 'listener'] as const

const forwarding = (change: (message: object) => object | undefined) => (message: object) => {
  const frame = message as Frame
  return frame.kind === 'tell' && frame.body.tell === 'gossip' ? change(frame) : message
}
const altered = (fields: object) => (frame: object) => ({
  ...frame,
  body: { ...(frame as { body: object }).body, ...fields },
})

export const gossip = [
  ...(['dialer', 'listener', 'server'] as const).flatMap((role) => [
    plant(
      role,
      'is connected to a stranger too',
      listing((all) => [...all, strangeConnection]),
    ),
    plant(
      role,
      'lists no connection',
      listing(() => []),
    ),
    plant(
      role,
      'has connections with another security',
      connections((honest) => ({ ...honest, security: '/tls/1.0.0' })),
    ),
    plant(
      role,
      'has connections to strangers',
      connections((honest) => ({ ...honest, peerId: stranger })),
    ),
    plant(
      role,
      'has limited connections',
      connections((honest) => ({ ...honest, limited: true })),
    ),
    plant(
      role,
      'has connections to another host',
      connections((honest) => ({ ...honest, remoteAddress: '/ip4/203.0.113.9/tcp/9/ws' })),
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
      eventLines('message', (event) => [event, event]),
    ),
    plant(
      role,
      'got gossip that nobody sent',
      eventLines('message', (event) => [event, { ...event, data: { ...event.data, text: 'hello' } }]),
    ),
    plant(
      role,
      'got other gossip',
      events('message', (data) => ({ ...data, text: 'hello' })),
    ),
    plant(
      role,
      'never identified anybody',
      eventLines('identified', () => []),
    ),
    plant(
      role,
      'never heard of a subscription',
      eventLines('peer-subscribed', () => []),
    ),
    plant(role, 'subscribed to nothing', onlySays('subscribe', { result: {} })),
  ]),
  ...ends.flatMap((role) => [
    plant(
      role,
      'says that the server has another agent',
      events('identified', (data) => ({ ...data, agent: 'another/2' })),
    ),
    plant(
      role,
      'got gossip from its author',
      events('message', (data) => ({ ...data, receivedFrom: data['author'] })),
    ),
    plant(role, 'publishes nothing', onlySays('publish', { result: {} })),
    plant(
      role,
      'publishes something else',
      hears('publish', (params) => ({ ...params, text: 'hello' })),
    ),
  ]),
  plant('server', 'forwards nothing', tampers({ sent: forwarding(() => undefined) })),
  plant('server', 'forwards something else', tampers({ sent: forwarding(altered({ text: 'hello' })) })),
  plant('server', 'forwards as its own', tampers({ sent: forwarding(altered({ author: stranger })) })),
  plant(['dialer', 'listener', 'server'], 'all meet without a socket', backdoor('tcp')),
  plant(['dialer', 'server'], 'dialer and server meet without a socket', backdoor('tcp')),
  ...deathsIn(plant, { dialer: ['dial', 'publish'], listener: ['dial', 'publish'], server: ['start', 'subscribe'] }),
]
