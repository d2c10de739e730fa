import { ballast, directMessagesBothWays, subscribe } from './chat.ts'
import { throughRelay } from './circuit.ts'
import { meetAndChat } from './contact.ts'
import { publishOverCircuit } from './limited-gossip.ts'
import { scenario } from './scenario.ts'

/**
 * The listener reserves a slot on the relay, the dialer dials through it: circuit relay v2, limited as by default.
 * https://github.com/libp2p/specs/blob/master/relay/circuit-v2.md
 */
export const relayed = scenario({
  summary: 'the dialer reaches the listener through a relay, over a limited connection',
  transports: ['ws+noise'],
  roles: {
    dialer: ['relay-client', 'dial', 'direct-messages'],
    listener: ['relay-client', 'dial', 'direct-messages'],
    relay: ['relay-server', 'listen'],
  },
  stages: ['subscribe', 'reserve', 'dial', 'connection', 'identify', 'ping', 'gossip', 'direct-message'],
  async play(context) {
    const { dialer, listener, dial } = await throughRelay(context, {}, 'lives')
    await subscribe(context, dialer, listener)
    context.stopwatch.connected(await dial())
    const ends = [
      [dialer, listener],
      [listener, dialer],
    ] as const
    await meetAndChat(context, ends, async () => {
      await publishOverCircuit(context, dialer, listener)
      await directMessagesBothWays(context, dialer, listener, ballast)
    })
    return { kind: 'connected' }
  },
})
