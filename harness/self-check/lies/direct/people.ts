import { plantsIn } from '../../plant.ts'
import { stranger } from '../stranger.ts'
import { answers, eventLines, events, onlySays } from '../words.ts'

const plant = plantsIn('direct', 'tcp+noise')

/** Who the other end is, and how long things take. */
export const people = [
  ...(['dialer', 'listener'] as const).flatMap((role) => [
    plant(
      role,
      'identified a stranger',
      events('identified', (data) => ({ ...data, peerId: stranger })),
    ),
    plant(
      role,
      'identified a stranger too',
      eventLines('identified', (event) => [event, { ...event, data: { ...event.data, peerId: stranger } }]),
    ),
    plant(
      role,
      'identified the other end twice, with another agent',
      eventLines('identified', (event) => [event, { ...event, data: { ...event.data, agent: 'another/2' } }]),
    ),
    plant(
      role,
      'says that the other end has another agent',
      events('identified', (data) => ({ ...data, agent: 'another/2' })),
    ),
    plant(
      role,
      'says that the other end listens on a host of nobody',
      events('identified', (data) => ({ ...data, addresses: ['/ip4/203.0.113.9/tcp/9'] })),
    ),
    plant(
      role,
      'says that the other end observed it on a host of nobody',
      events('identified', (data) => ({ ...data, observedAddress: '/ip4/203.0.113.9/tcp/9' })),
    ),
    plant(
      role,
      'never identified anybody',
      eventLines('identified', () => []),
    ),
    plant(
      role,
      'pinged for a week',
      answers('ping', () => ({ rttMs: 7 * 24 * 3_600_000 })),
    ),
    plant(
      role,
      'pinged back in time',
      answers('ping', () => ({ rttMs: -1 })),
    ),
    plant(role, 'pinged without a pong', onlySays('ping', { error: { code: 'failed', message: 'stream reset' } })),
    plant(role, 'had no time to ping', onlySays('ping', { error: { code: 'timeout', message: 'no pong' } })),
    plant(role, 'can not ping', onlySays('ping', { error: { code: 'unsupported', message: 'no ping' } })),
  ]),
  plant(
    'dialer',
    'connected for years',
    answers('dial', (result) => ({ ...result, elapsedMs: 9e10 })),
  ),
  plant(
    'dialer',
    'connected for longer than the harness waited',
    answers('dial', (result) => ({ ...result, elapsedMs: 900 })),
  ),
  plant(
    'dialer',
    'connected back in time',
    answers('dial', (result) => ({ ...result, elapsedMs: -1 })),
  ),
]
