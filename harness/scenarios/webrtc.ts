import { directMessagesBothWays, gossipBothWays, subscribe } from './chat.ts'
import { meetAndChat } from './contact.ts'
import type { CellContext } from './context.ts'
import { startServer, stopRelay } from './nodes.ts'
import { isBetween } from './part-failure.ts'
import type { Participant } from './participant.ts'
import { scenario } from './scenario.ts'

/** What the ends speak to the relay: every implementation, browsers too, can dial it. */
const relayTransport = 'ws+noise'

/**
 * The two meet through a relay and connect to each other; then the relay is stopped, and the chat goes on.
 * https://github.com/libp2p/specs/blob/master/webrtc/webrtc.md
 */
export const webrtc = scenario({
  summary: 'signalled through a relay, the two connect to each other; the relay stops, the chat goes on',
  transports: ['webrtc'],
  roles: {
    dialer: ['relay-client', 'dial', 'gossip', 'direct-messages'],
    listener: ['relay-client', 'listen', 'gossip', 'direct-messages'],
    relay: ['relay-server'],
  },
  stages: ['subscribe', 'reserve', 'dial', 'connection', 'identify', 'ping', 'gossip', 'direct-message', 'relay-stop'],
  async play(context) {
    const { cell, arranged, stopwatch } = context
    const [relay, listener, dialer] = await Promise.all([
      startServer(context, 'relay', { relay: { server: {} } }, relayTransport),
      startPrivate(context, 'listener', true),
      startPrivate(context, 'dialer', false),
    ])
    await subscribe(context, dialer, listener)
    const at = relay.address('start')
    arranged.link(listener, relay, relayTransport, 'ends', { address: at })
    const { addresses } = await listener.askInTime('reserve', 'reserve', { relay: at })
    const address = addresses.find((one) => one.includes('/webrtc')) ?? listener.fail('reserve', noAddress(addresses))
    arranged.link(dialer, relay, relayTransport, 'passes', { address: at })
    arranged.link(dialer, listener, 'circuit', 'passes', { relay })
    arranged.link(dialer, listener, cell.transport, 'lives', { relay, address })
    stopwatch.connected(await dialAsUsersDo(dialer, listener, address))
    const ends = [
      [dialer, listener],
      [listener, dialer],
    ] as const
    await meetAndChat(context, ends, async () => {
      await gossipBothWays(context, dialer, listener)
      await stopRelay(relay, dialer, listener)
      await gossipBothWays(context, dialer, listener)
      await directMessagesBothWays(context, dialer, listener)
    })
    return { kind: 'connected' }
  },
})

async function startPrivate<R extends 'dialer' | 'listener'>(context: CellContext, role: R, listens: boolean) {
  const stunServers = await context.stunServers()
  return await context.start(role, {
    transports: ['webrtc', relayTransport],
    listens: listens ? ['webrtc'] : [],
    options: { stunServers, relay: { client: true } },
  })
}

/**
 * A dial that fails though the listener reports the connection open is dialled again, `more` times at most, as users
 * have to; the ones before stay in the evidence.
 */
async function dialAsUsersDo(dialer: Participant, listener: Participant, address: string, more = 2): Promise<number> {
  try {
    return (await dialer.dial(address)).elapsedMs
  } catch (error) {
    const isOpenThere = listener.seen('connection-opened').some(({ connection }) => connection.peerId === dialer.peerId)
    if (!isBetween(error) || !isOpenThere || more === 0) throw error
    return await dialAsUsersDo(dialer, listener, address, more - 1)
  }
}

function noAddress(addresses: readonly string[]): string {
  return `has a reservation, but no WebRTC address among ${addresses.join(', ') || 'none'}`
}
