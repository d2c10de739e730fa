import { plantsIn } from '../../plant.ts'
import { can, says } from '../hello.ts'
import { onlySays } from '../words.ts'

const plant = plantsIn('direct', 'tcp+noise')
const ends = ['dialer', 'listener'] as const

const tells = { verdict: 'pass', problem: true } as const

let versions = 0

/** What a program says that it is, and can do, and what it then is and does. */
export const drift = [
  plant(
    ends,
    'has another version with each start',
    says(() => ({ version: `1.0.${++versions}` })),
    tells,
  ),
  plant(
    ends,
    'has another toolchain with each start',
    says(() => ({ toolchain: `compiler ${++versions}` })),
    tells,
  ),
  plant(
    'dialer',
    'denies that it can dial',
    can(() => ({ transports: {} })),
    tells,
  ),
  plant(
    'listener',
    'denies that it can listen',
    can(() => ({ transports: {} })),
    tells,
  ),
  plant(
    'dialer',
    'denies that it can gossip',
    can(({ chat }) => ({ chat: { ...chat, gossipsub: false } })),
    tells,
  ),
  plant(
    'listener',
    'denies that it can send direct messages',
    can(({ chat }) => ({ chat: { ...chat, directMessage: false } })),
    tells,
  ),
  plant(
    'listener',
    'declares a transport that it was left without',
    onlySays('start', { error: { code: 'unsupported', message: 'tcp+noise was left out of this build' } }),
    { problem: true },
  ),
]
