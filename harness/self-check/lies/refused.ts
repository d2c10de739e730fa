import type { Transport } from '../../domain/transport.ts'
import { plantsIn } from '../plant.ts'
import { deathsIn } from './deaths.ts'
import { inTheMiddle, together, type Lie } from './lie.ts'
import { stranger, strangeConnection } from './stranger.ts'
import { trustsAnybody } from './wire.ts'
import { connections, eventLines, listing, onlySays } from './words.ts'
import type { Connection } from '../../protocol/messages.ts'

const tcp = plantsIn('refused', 'tcp+noise', 'wrong-peer-id')

/** Refuses its first dial without a packet. */
const refusesUnseen = (code: string, message = 'the remote is somebody else'): Lie =>
  onlySaysOnce('dial', { error: { code, message } })

/** What it says to its first request of a node that is so; later it is honest. */
function onlySaysOnce(method: string, answer: object): Lie {
  const done = new Set<string>()
  return inTheMiddle(({ say }) => ({
    onRequest: (request) => {
      if (request.method !== method || done.has(method)) return request
      done.add(method)
      say({ id: request.id, ...answer })
      return undefined
    },
  }))
}

/** Says that the dial failed, though it connected. */
const saysRefused: Lie = inTheMiddle(() => {
  let dials = 0
  return {
    onAnswer: (answer, request) => {
      if (request?.method !== 'dial' || ++dials > 1) return [answer]
      return [{ id: answer.id, error: { code: 'failed', message: 'the remote is somebody else' } }]
    },
  }
})

/** Says nothing of the node that dialled first. */
const hidesTheFirst: Lie = inTheMiddle(() => {
  let first: string | undefined
  return {
    onRequest: (request) => {
      if (request.method === 'dial') first ??= request.node
      return request
    },
    onEvent: (event) => (event.node === first ? [] : [event]),
    onAnswer: (answer, request) => {
      const hidden = request?.method === 'connections' && request.node === first
      return [hidden ? { ...answer, result: { connections: [] } } : answer]
    },
  }
})

/** Reports a connection to the peer id that it was to dial, after it said that the dial failed. */
const opensAndCloses: Lie = inTheMiddle(({ say, clock }) => ({
  onAnswer: (answer, request) => {
    if (request?.method !== 'dial' || answer.error === undefined) return [answer]
    const address = String(request.params?.['address'])
    const connection = { ...strangeConnection, peerId: address.split('/p2p/').at(-1), remoteAddress: address }
    for (const event of ['connection-opened', 'connection-closed']) {
      say({ event, node: request.node, at: clock.now(), data: { connection, reason: null } })
    }
    return [answer]
  },
}))

/** Says that whoever it met last was there before, too. */
const learns: Lie = eventLines('connection-opened', (event) => {
  const connection = { ...(event.data['connection'] as Connection), id: 'the-first', peerId: stranger }
  const met = { ...event, data: { connection } }
  return [met, { ...met, event: 'connection-closed', data: { connection, reason: null } }, event]
})

const of = (transport: Transport, variant: string) => {
  const plant = plantsIn('refused', transport, variant)
  return [
    plant('dialer', 'connects to whoever is there', trustsAnybody),
    plant('dialer', 'connects to whoever is there, and says that it failed', together(trustsAnybody, saysRefused)),
    plant(
      'dialer',
      'connects to whoever is there, says that it failed, and lists nothing',
      together(trustsAnybody, saysRefused, hidesTheFirst),
    ),
    plant('dialer', 'refuses without a packet', refusesUnseen('failed')),
    plant('dialer', 'refuses everything', onlySays('dial', { error: { code: 'failed', message: 'no' } })),
  ]
}

export const refused = [
  ...of('tcp+noise', 'wrong-peer-id'),
  ...of('quic-v1', 'wrong-peer-id'),
  ...of('webrtc-direct', 'wrong-peer-id'),
  ...of('webtransport', 'wrong-certhash'),
  ...of('webrtc-direct', 'wrong-certhash'),
  tcp('dialer', 'says that the address is invalid', refusesUnseen('invalid')),
  tcp('dialer', 'says that it timed out', refusesUnseen('timeout')),
  tcp('dialer', 'says nothing of why', refusesUnseen('failed', '')),
  tcp('dialer', 'can not dial', refusesUnseen('unsupported'), { problem: true }),
  tcp(
    'dialer',
    'never answers',
    inTheMiddle(() => ({ onRequest: (request) => (request.method === 'dial' ? undefined : request) })),
  ),
  tcp(
    'dialer',
    'lists a connection to a stranger',
    listing((all) => [...all, strangeConnection]),
  ),
  tcp('dialer', 'says that a connection opened and closed', opensAndCloses),
  tcp('listener', 'learnt who dialled it', learns),
  tcp(
    'listener',
    'is connected to a stranger',
    listing((all) => [...all, strangeConnection]),
  ),
  tcp(
    'listener',
    'knows nobody',
    eventLines('connection-opened', () => []),
  ),
  tcp(
    'listener',
    'takes its visitors for strangers',
    connections((honest: Connection) => ({ ...honest, peerId: stranger })),
  ),
  ...deathsIn(tcp, { dialer: ['dial', 'connections'], listener: ['start', 'connections'] }),
]
