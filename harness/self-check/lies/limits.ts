import { plantsIn } from '../plant.ts'
import { backdoor } from './backdoor.ts'
import { bypass, circuits, keepsLimits } from './circuits.ts'
import { deathsIn } from './deaths.ts'
import { inTheMiddle, type Lie } from './lie.ts'
import { announced, reservedAt } from './reservations.ts'
import { stranger, strangeConnection } from './stranger.ts'
import { eventLines, events, listing, listsAllItHad, neverAnswers, onlySays } from './words.ts'

const ends = ['dialer', 'listener'] as const

/** Says that its circuit ended, that many milliseconds after it did. */
const late = (ms: number): Lie =>
  inTheMiddle(({ clock, say }) => ({
    onEvent: (event) => {
      if (event.event !== 'connection-closed') return [event]
      void clock.after(ms, new AbortController().signal).then(() => say(event))
      return []
    },
  }))

export const limits = (['data', 'duration'] as const).flatMap((variant) => {
  const plant = plantsIn('limits', 'tcp+noise', variant)
  return [
    plant('relay', 'never cuts', keepsLimits({ seconds: 3_600, bytes: 1e9 }, 'as set')),
    plant('relay', 'cuts after half a second', keepsLimits({ seconds: 0.5 }, 'as set')),
    plant('relay', 'cuts after a kibibyte', keepsLimits({ bytes: 1024 }, 'as set')),
    plant(
      'relay',
      'cuts after eight times what it announced',
      keepsLimits({ seconds: 16, bytes: 512 * 1024 }, 'as set'),
    ),
    plant('relay', 'announces no limit', keepsLimits({}, { seconds: 0, bytes: 0 })),
    plant('relay', 'announces another limit', keepsLimits({}, { seconds: 7, bytes: 7 })),
    plant(
      'relay',
      'keeps and announces another limit',
      keepsLimits({ seconds: 1, bytes: 32 * 1024 }, { seconds: 1, bytes: 32 * 1024 }),
    ),
    plant('listener', 'read another limit', announced({ seconds: 7, bytes: 7 })),
    plant('listener', 'read no limit', announced(null), { verdict: 'pass' }),
    plant(
      'listener',
      'has no circuit address',
      reservedAt(() => []),
    ),
    ...ends.flatMap((role) => [
      plant(
        role,
        'never says that the circuit ended',
        eventLines('connection-closed', () => []),
      ),
      plant(
        role,
        'says twice that the circuit ended',
        eventLines('connection-closed', (event) => [event, event]),
      ),
      plant(role, 'says a minute later that the circuit ended', late(60_000)),
      plant(
        role,
        'says at once that the circuit ended',
        eventLines('connection-opened', (event) => [
          event,
          { ...event, event: 'connection-closed', data: { ...event.data, reason: null } },
        ]),
      ),
      plant(
        role,
        'has a circuit that is not limited',
        circuits(() => ({ limited: false })),
      ),
      plant(
        role,
        'has a circuit of a stranger',
        circuits(() => ({ peerId: stranger })),
      ),
      plant(role, 'still lists the circuit', listsAllItHad()),
      plant(
        role,
        'is connected to a stranger too',
        listing((all) => [...all, strangeConnection]),
      ),
    ]),
    plant(ends, 'both go beside the relay', bypass()),
    plant(['dialer', 'listener', 'relay'], 'all meet without a socket', backdoor('tcp')),
    ...deathsIn(plant, { dialer: ['dial'], listener: ['reserve'], relay: ['start'] }),
    ...(variant === 'data'
      ? [
          plant(
            'listener',
            'got every message twice',
            eventLines('direct-message', (event) => [event, event]),
          ),
          plant(
            'listener',
            'got other messages',
            events('direct-message', (data) => ({ ...data, text: 'y'.repeat(9_000) })),
          ),
          plant(
            'listener',
            'got nothing',
            eventLines('direct-message', () => []),
          ),
          plant('dialer', 'sends nothing', onlySays('direct-message', { result: { status: 200, statusText: 'OK' } })),
          plant(
            'dialer',
            'failed to send at once',
            onlySays('direct-message', { error: { code: 'failed', message: 'no' } }),
          ),
          plant('dialer', 'hangs when asked to direct-message', neverAnswers('direct-message')),
        ]
      : []),
  ]
})
