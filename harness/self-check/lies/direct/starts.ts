import { plantsIn } from '../../plant.ts'
import { together } from '../lie.ts'
import { stranger } from '../stranger.ts'
import { answers, hears } from '../words.ts'
import { without } from '../without.ts'

const plant = plantsIn('direct', 'tcp+noise')

const addresses = (change: (honest: readonly string[], peerId: string) => readonly string[]) =>
  answers('start', (result) => ({
    ...result,
    addresses: change(result['addresses'] as string[], String(result['peerId'])),
  }))
const address = (change: (honest: string) => string) => addresses((honest) => honest.map(change))

const strangersPeerId = answers('start', (result) => ({ ...result, peerId: stranger }))
const strangersAddress = address((honest) => honest.replace(/\/p2p\/.*/, `/p2p/${stranger}`))
const anotherKey = hears('start', without('keySeed'))

/** What a node says of itself when it starts. */
export const starts = [
  plant('dialer', 'started with the peer id of a stranger', strangersPeerId),
  plant('listener', 'started with the peer id of a stranger', strangersPeerId),
  plant('listener', 'is a stranger in its addresses', strangersAddress),
  plant('listener', 'is a stranger in all that start answers', together(strangersPeerId, strangersAddress)),
  plant(
    'listener',
    'listens on another transport',
    address((honest) => honest.replace('/p2p/', '/ws/p2p/')),
  ),
  plant(
    'listener',
    'listens on another host',
    address((honest) => honest.replace(/\/ip4\/[^/]+/, '/ip4/203.0.113.9')),
  ),
  plant(
    'listener',
    'listens on another port',
    address((honest) => honest.replace(/\/tcp\/\d+/, '/tcp/9')),
  ),
  plant(
    'listener',
    'listens on port 0',
    address((honest) => honest.replace(/\/tcp\/\d+/, '/tcp/0')),
  ),
  plant(
    'listener',
    'leaves its peer id out of its addresses',
    address((honest) => honest.replace(/\/p2p\/.*/, '')),
  ),
  plant(
    'listener',
    'has an address that is not a multiaddr',
    address(() => '/nonsense'),
  ),
  plant(
    'listener',
    'has no address',
    addresses(() => []),
  ),
  plant(
    'listener',
    'has an address of a transport that it does not offer, too',
    addresses((honest, peerId) => [...honest, `/ip4/11.0.0.1/udp/4001/quic-v1/p2p/${peerId}`]),
  ),
  plant(
    'dialer',
    'has an address, though it was not asked to listen',
    addresses((_, peerId) => [`/ip4/11.0.0.1/tcp/4001/p2p/${peerId}`]),
  ),
  plant('dialer', 'has another key than the one that it was given', anotherKey),
  plant('listener', 'has another key than the one that it was given', anotherKey),
]
