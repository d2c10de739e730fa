import { directMessagesBothWays, gossipBothWays, join, subscribe } from './chat.ts'
import { chatWithEvidence } from './contact.ts'
import { startServer } from './nodes.ts'
import type { Participant } from './participant.ts'
import type { CellContext, Scenario } from './scenario.ts'
import { directTies } from './ties.ts'

/** What the ends speak to the relay: every implementation, browsers too, can dial it. */
const relayTransport = 'ws+noise'

/**
 * The two meet through a relay and connect to each other; then the relay is stopped, and the chat goes on.
 * https://github.com/libp2p/specs/blob/master/webrtc/webrtc.md
 */
export const webrtc: Scenario = async (context) => {
  const { cell, stopwatch } = context
  const [relay, listener, dialer] = await Promise.all([
    startServer(context, 'relay', { relay: { server: {} } }, relayTransport),
    startPrivate(context, 'listener', ['/webrtc']),
    startPrivate(context, 'dialer', []),
  ])
  await subscribe(dialer, listener)
  const { addresses } = await listener.askInTime('reserve', 'reserve', { relay: relay.address('start') })
  const address = addresses.find((one) => one.includes('/webrtc')) ?? listener.fail('reserve', noAddress(addresses))
  const { elapsedMs } = await dialer.dial(address)
  stopwatch.connected(elapsedMs)
  return await chatWithEvidence(directTies(cell.transport, dialer, listener), () =>
    stopwatch.chat(async () => {
      const before = await gossipBothWays(dialer, listener)
      await stopRelay(relay, dialer, listener)
      const after = await gossipBothWays(dialer, listener)
      return join([before, after, await directMessagesBothWays(dialer, listener)])
    }),
  )
}

async function startPrivate<R extends 'dialer' | 'listener'>(context: CellContext, role: R, listen: string[]) {
  const stunServers = await context.stunServers()
  return await context.start(role, {
    transports: ['webrtc', relayTransport],
    listen,
    stunServers,
    relay: { client: true },
  })
}

/** Stopped means stopped: both ends have seen their connection to it close. */
async function stopRelay(relay: Participant, ...ends: readonly Participant[]): Promise<void> {
  await relay.stop()
  const closed = ends
    .filter((end) => end.seen('connection-opened').some(({ connection }) => connection.peerId === relay.peerId))
    .map((end) =>
      end.waitFor('relay-stop', 'connection-closed', ({ connection }) => connection.peerId === relay.peerId),
    )
  await Promise.all(closed)
}

function noAddress(addresses: readonly string[]): string {
  return `has a reservation, but no WebRTC address among ${addresses.join(', ') || 'none'}`
}
