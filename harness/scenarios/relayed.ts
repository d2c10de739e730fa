import { directMessagesBothWays, subscribe } from './chat.ts'
import { expectNoGossip } from './limited-gossip.ts'
import { chatWithEvidence } from './contact.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Scenario } from './scenario.ts'
import { relayedTies } from './ties.ts'

/**
 * The listener reserves a slot on the relay, the dialer dials through it: circuit relay v2, limited as by default.
 * https://github.com/libp2p/specs/blob/master/relay/circuit-v2.md
 */
export const relayed: Scenario = async (context) => {
  const client = { relay: { client: true } }
  const [relay, listener, dialer] = await Promise.all([
    startServer(context, 'relay', { relay: { server: {} } }),
    startDialer(context, 'listener', client),
    startDialer(context, 'dialer', client),
  ])
  await subscribe(dialer, listener)
  const { addresses } = await listener.askInTime('reserve', 'reserve', { relay: relay.address('start') })
  const address = addresses[0] ?? listener.fail('reserve', 'has a reservation, but no address to be dialled at')
  const { elapsedMs } = await dialer.dial(address)
  context.stopwatch.connected(elapsedMs)
  return await chatWithEvidence(relayedTies(dialer, listener), () =>
    context.stopwatch.chat(async () => {
      const gossip = await expectNoGossip(dialer, listener)
      const messages = await directMessagesBothWays(dialer, listener)
      gossip.judge()
      return messages
    }),
  )
}
