import type { Connection } from '../../protocol/messages.ts'
import type { Frame } from '../peer/messages.ts'
import { plantsIn } from '../plant.ts'
import { backdoor } from './backdoor.ts'
import { bypass, circuits } from './circuits.ts'
import { deathsIn } from './deaths.ts'
import { inTheMiddle, together, type Lie } from './lie.ts'
import { announced, reservedAt } from './reservations.ts'
import { stranger, strangeConnection } from './stranger.ts'
import { tampers } from './wire.ts'
import { answers, connections, eventLines, events, listing, onlySays } from './words.ts'
import { can } from './hello.ts'

const plant = plantsIn('relayed', 'ws+noise')

const ofAnotherRelay = (address: string) => address.replace(/\/p2p\/[^/]+\/p2p-circuit/, `/p2p/${stranger}/p2p-circuit`)
const elsewhere = (address: string) => address.replace(/\/ip4\/[^/]+/, '/ip4/203.0.113.9')
const direct = (address: string) => address.replace(/\/p2p\/[^/]+\/p2p-circuit.*/, '')
const remote = (change: (honest: string) => string) =>
  circuits(({ remoteAddress }: Connection) => ({ remoteAddress: change(remoteAddress ?? '') }))

/** Says that the direct message that it got came as gossip before, over the circuit. */
const gossipOverCircuit = eventLines('direct-message', (event) => {
  const data = { topic: 'universal-connectivity', author: event.data['from'], receivedFrom: event.data['from'] }
  return [{ ...event, event: 'message', data: { ...data, text: 'hello' } }, event]
})

/** Two that tell each other what they publish, and say that it came over the circuit. */
function gossiping(): Lie {
  const published: { topic: unknown; author: string; text: unknown }[] = []
  return inTheMiddle(({ say, clock }) => {
    let own = ''
    return {
      onAnswer: (answer, request) => {
        if (request?.method === 'start') own = String(answer.result?.['peerId'])
        if (request?.method === 'publish') published.push({ author: own, ...request.params } as never)
        return [answer]
      },
      onEvent: (event) => {
        if (event.event !== 'direct-message') return [event]
        const heard = published.filter(({ author }) => author !== own)
        for (const { author, ...message } of heard) {
          say({
            event: 'message',
            node: event.node,
            at: clock.now(),
            data: { ...message, author, receivedFrom: author },
          })
        }
        return [event]
      },
    }
  })
}

/** Refuses where its honest self would answer with that. */
const refusing = (field: string) => (message: object) => {
  const frame = message as Frame
  return frame.kind === 'answer' && field in frame.body
    ? { kind: 'refuse', id: frame.id, message: 'RESOURCE_LIMIT_EXCEEDED' }
    : message
}

const losing = (message: object) => {
  const frame = message as Frame
  return frame.kind === 'tell' && frame.body.tell === 'circuit' ? undefined : message
}

export const relayed = [
  plant(
    'listener',
    'has no circuit address',
    reservedAt(() => []),
  ),
  plant(
    'listener',
    'has a circuit address of another relay',
    reservedAt((all) => all.map(ofAnotherRelay)),
  ),
  plant(
    'listener',
    'has a circuit address on another host',
    reservedAt((all) => all.map(elsewhere)),
  ),
  plant(
    'listener',
    'has a circuit address of a stranger',
    reservedAt((all) => all.map((one) => one.replace(/[^/]+$/, stranger))),
  ),
  plant(
    'listener',
    'has an address of its own in place of a circuit address',
    reservedAt((all) => all.map(direct)),
  ),
  plant(
    'listener',
    'has no reservation',
    onlySays('reserve', { error: { code: 'failed', message: 'RESERVATION_REFUSED' } }),
  ),
  // 0 is how the protocol says that there is no limit, and a relay need not have one.
  plant('listener', 'read a limit of no bytes', announced({ seconds: 120, bytes: 0 }), { verdict: 'pass' }),
  ...(['dialer', 'listener'] as const).flatMap((role) => [
    plant(role, 'has a circuit through another relay', remote(ofAnotherRelay)),
    plant(role, 'has a circuit through a relay on another host', remote(elsewhere)),
    plant(role, 'has a direct connection', remote(direct)),
    plant(
      role,
      'has a direct connection that is not limited',
      together(
        remote(direct),
        connections((honest) => ({ ...honest, limited: false })),
      ),
    ),
    plant(
      role,
      'has a circuit that is not limited',
      circuits(() => ({ limited: false })),
    ),
    plant(
      role,
      'has a circuit in the other direction',
      circuits(({ direction }) => ({ direction: direction === 'inbound' ? 'outbound' : 'inbound' })),
    ),
    plant(
      role,
      'has a circuit to a stranger',
      circuits(() => ({ peerId: stranger })),
    ),
    plant(
      role,
      'has a limited connection to the relay',
      connections((honest) => ({ ...honest, limited: true })),
    ),
    plant(
      role,
      'never says that it is connected to the relay',
      eventLines('connection-opened', (event) =>
        (event.data['connection'] as Connection).limited === true ? [event] : [],
      ),
    ),
    plant(
      role,
      'lists no connection to the relay',
      listing((all) => all.filter(({ limited }) => limited)),
    ),
    plant(
      role,
      'lists no circuit',
      listing((all) => all.filter(({ limited }) => !limited)),
    ),
    plant(
      role,
      'lists the circuit twice',
      listing((all) => [...all, ...all.filter(({ limited }) => limited).map((one) => ({ ...one, id: 'again' }))]),
    ),
    plant(
      role,
      'is connected to a stranger too',
      listing((all) => [...all, strangeConnection]),
    ),
    plant(
      role,
      'got another direct message',
      events('direct-message', (data) => ({ ...data, text: 'hello' })),
    ),
    plant(
      role,
      'got a direct message twice',
      eventLines('direct-message', (event) => [event, event]),
    ),
    plant(role, 'got gossip over the circuit, which its sender promises not to send', gossipOverCircuit),
    plant(
      role,
      'never identified the relay',
      eventLines('identified', () => []),
    ),
  ]),
  plant(
    'relay',
    'started with the peer id of a stranger',
    answers('start', (result) => ({ ...result, peerId: stranger })),
  ),
  plant(
    'relay',
    'listens on another host',
    answers('start', (result) => ({ ...result, addresses: (result['addresses'] as string[]).map(elsewhere) })),
  ),
  plant('relay', 'connects nobody', tampers({ sent: refusing('circuit') })),
  plant('relay', 'reserves for nobody', tampers({ sent: refusing('limit') })),
  plant('relay', 'loses what goes through it', tampers({ sent: losing })),
  plant(
    'relay',
    'can not be a relay',
    can(({ relay }) => ({ relay: { ...relay, server: false } })),
    { verdict: 'pass', problem: true },
  ),
  plant(
    'relay',
    'never says that anybody is connected to it',
    eventLines('connection-opened', () => []),
  ),
  plant(
    'relay',
    'is connected to a stranger too',
    listing((all) => [...all, strangeConnection]),
  ),
  plant(['dialer', 'listener'], 'both say that gossip came over the circuit', gossiping()),
  plant(['dialer', 'listener'], 'both go beside the relay', bypass()),
  plant(['dialer', 'listener'], 'both go beside the relay without a socket', together(bypass(), backdoor('tcp'))),
  plant(['dialer', 'listener', 'relay'], 'all meet without a socket', backdoor('tcp')),
  ...deathsIn(plant, {
    dialer: ['dial', 'direct-message'],
    listener: ['reserve', 'direct-message'],
    relay: ['start', 'stop'],
  }),
]
