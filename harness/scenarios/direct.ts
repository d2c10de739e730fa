import { transports } from '../domain/transport.ts'
import { directMessagesBothWays, gossipBothWays, subscribe } from './chat.ts'
import { meetAndChat } from './contact.ts'
import { startDialer, startServer } from './nodes.ts'
import { scenario } from './scenario.ts'

/** The dialer dials one address of the listener; both see the connection, identify, ping and chat. */
export const direct = scenario({
  summary: 'the dialer dials the listener, and they chat',
  transports: transports.filter((transport) => transport !== 'webrtc'),
  roles: {
    dialer: ['dial', 'gossip', 'direct-messages'],
    listener: ['listen', 'gossip', 'direct-messages'],
  },
  stages: ['subscribe', 'dial', 'connection', 'identify', 'ping', 'gossip', 'direct-message'],
  async play(context) {
    const { cell, arranged, stopwatch } = context
    const [listener, dialer] = await Promise.all([startServer(context, 'listener'), startDialer(context, 'dialer')])
    await subscribe(context, dialer, listener)
    const address = listener.address('start')
    arranged.link(dialer, listener, cell.transport, 'lives', { address })
    const { elapsedMs } = await dialer.dial(address)
    stopwatch.connected(elapsedMs)
    const ends = [
      [dialer, listener],
      [listener, dialer],
    ] as const
    await meetAndChat(context, ends, async () => {
      await gossipBothWays(context, dialer, listener)
      await directMessagesBothWays(context, dialer, listener)
    })
    return { kind: 'connected' }
  },
})
