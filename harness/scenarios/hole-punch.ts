import type { Cell } from '../domain/cell.ts'
import type { WayTaken } from '../domain/evidence.ts'
import { transportRow, type Transport } from '../domain/transport.ts'
import { homeOf, natPairs, natTopology, parseNatPair, type NatType } from '../lab/topologies/nat.ts'
import { punchable } from '../lab/topologies/punchable.ts'
import { ballast, directMessagesBothWays, gossipBothWays, subscribe, type End } from './chat.ts'
import { meetAndChat } from './contact.ts'
import type { CellContext } from './context.ts'
import { startServer, stopRelay } from './nodes.ts'
import type { Participant } from './participant.ts'
import { scenario } from './scenario.ts'

/**
 * Two meet through a relay, and their libraries connect them directly by hole punching, where their NATs allow that.
 * Then the relay is stopped, and the chat goes on. Where they don't allow it, the two stay relayed and still chat.
 * https://github.com/libp2p/specs/blob/master/relay/DCUtR.md
 */
export const holePunch = scenario({
  summary: 'two behind routers meet through a relay, and connect directly where their NATs let them',
  transports: ['tcp+noise', 'quic-v1'],
  roles: {
    dialer: ['relay-client', 'dial', 'listen', 'hole-punch', 'gossip', 'direct-messages'],
    listener: ['relay-client', 'dial', 'listen', 'hole-punch', 'gossip', 'direct-messages'],
    relay: ['relay-server', 'listen'],
  },
  nats: { pairs: natPairs, has: isReachable },
  waits: true,
  stages: [
    'subscribe',
    'reserve',
    'dial',
    'connection',
    'hole-punch',
    'relay-stop',
    'identify',
    'ping',
    'gossip',
    'direct-message',
  ],
  setting(cell) {
    const [a, b] = natsOf(cell)
    return {
      topology: natTopology(a, b, cell.id),
      network: { dialer: homeOf('a', a), listener: homeOf('b', b), relay: 'public', server: 'public' },
      isOwn: true,
      needs: ['nat', 'witness'],
    }
  },
  async play(context) {
    const { can, reason } = punchable(...natsOf(context.cell), transportRow(context.cell.transport).layer)
    const met = await meet(context, can)
    const way = can ? await punch(context, met) : await stayRelayed(context, met)
    return { kind: 'connected', way: { ...way, reason } }
  },
})

type Way = Omit<WayTaken, 'reason'>

interface Met {
  readonly relay: Participant<'relay'>
  readonly dialer: Participant<'dialer'>
  readonly listener: Participant<'listener'>
  /** When the dialer was asked for it, on the harness's clock. */
  readonly dialledMs: number
}

/** Both know the relay, and the dialer has a circuit to the listener through it. */
async function meet(context: CellContext, punches: boolean): Promise<Met> {
  const { cell, arranged, stopwatch } = context
  const [relay, listener, dialer] = await Promise.all([
    startServer(context, 'relay', { relay: { server: {} } }),
    startPuncher(context, 'listener'),
    startPuncher(context, 'dialer'),
  ])
  await subscribe(context, dialer, listener)
  const at = relay.address('start')
  for (const end of [listener, dialer]) {
    arranged.link(end, relay, cell.transport, punches ? 'ends' : 'lives', { address: at })
  }
  const { addresses } = await listener.askInTime('reserve', 'reserve', { relay: at })
  const address =
    addresses.find((one) => one.includes('/p2p-circuit')) ??
    listener.fail('reserve', 'has a reservation, but no address to be dialled at')
  await dialer.dial(at)
  await Promise.all(
    [dialer, listener].map(async (end) => await end.waitFor('hole-punch', 'hole-punch-ready', () => true)),
  )
  arranged.link(dialer, listener, 'circuit', punches ? 'passes' : 'lives', { relay, address })
  if (punches) arranged.link(dialer, listener, cell.transport, 'lives', { punched: true })
  const dialledMs = relay.node.program.clock.now()
  stopwatch.connected((await dialer.dial(address)).elapsedMs)
  return { relay, dialer, listener, dialledMs }
}

async function startPuncher<R extends 'dialer' | 'listener'>({ cell, start }: CellContext, role: R) {
  return await start(role, { listens: [cell.transport], options: { relay: { client: true }, holePunch: true } })
}

async function punch(context: CellContext, { relay, dialer, listener, dialledMs }: Met): Promise<Way> {
  await Promise.all([awaitDirect(dialer, listener), awaitDirect(listener, dialer)])
  const afterMs = Math.max(0, relay.node.program.clock.now() - dialledMs)
  await stopRelay(relay, dialer, listener)
  await meetAndChat(context, endsOf(dialer, listener), async () => {
    await gossipBothWays(context, dialer, listener)
    await directMessagesBothWays(context, dialer, listener)
  })
  return { kind: 'direct', afterMs, ...attemptsOf(dialer, listener) }
}

/** What it takes for a library to give an attempt up is part of the question: only then do the two know that they stay relayed. */
async function stayRelayed(context: CellContext, { dialer, listener }: Met): Promise<Way> {
  await Promise.any([awaitFailedPunch(listener, dialer), awaitFailedPunch(dialer, listener)]).catch(firstOf)
  await meetAndChat(context, endsOf(dialer, listener), async () => {
    await directMessagesBothWays(context, dialer, listener, ballast)
  })
  return { kind: 'relayed', afterMs: null, ...attemptsOf(dialer, listener) }
}

async function awaitDirect(at: End, remote: End): Promise<void> {
  await at.waitFor(
    'hole-punch',
    'connection-opened',
    ({ connection: { peerId, remoteAddress } }) => peerId === remote.peerId && !isCircuit(remoteAddress),
  )
}

function isCircuit(address: string | null): boolean {
  return address?.includes('/p2p-circuit') === true
}

async function awaitFailedPunch(at: End, remote: End): Promise<void> {
  await at.waitFor(
    'hole-punch',
    'hole-punch',
    ({ peerId, outcome }) => peerId === remote.peerId && outcome === 'failed',
  )
}

/** Neither end gave up in time: each says the same. */
function firstOf(failure: AggregateError): never {
  throw failure.errors[0]
}

function attemptsOf(dialer: End, listener: End): Pick<Way, 'attempts' | 'initiator'> {
  const [byDialer, byListener] = [dialer, listener].map((end) => end.seen('hole-punch'))
  const initiator = [dialer, listener].find((end) => end.seen('hole-punch').some((event) => event.initiator === true))
  const started = (events = byDialer) => events?.filter(({ outcome }) => outcome === 'started').length ?? 0
  return { attempts: Math.max(started(byDialer), started(byListener)), initiator: initiator?.role ?? null }
}

function endsOf(dialer: End, listener: End) {
  return [
    [dialer, listener],
    [listener, dialer],
  ] as const
}

/** Where no UDP leaves a LAN, not even the relay is reached over it: that is another question. */
function isReachable(pair: string, transport: Transport): boolean {
  return transportRow(transport).layer === 'tcp' || parseNatPair(pair)?.includes('udp-blocked') !== true
}

function natsOf({ id, qualifiers }: Cell): readonly [NatType, NatType] {
  const nats = parseNatPair(qualifiers.nat ?? '')
  if (nats === null) throw new Error(`${id} has no NAT types`)
  return nats
}
