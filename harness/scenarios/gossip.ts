import { awaitSubscription, chatText, chatTopic, isTheNextOf, subscribe, subscribeTo, type End } from './chat.ts'
import { awaitIdentify, meetAndChat } from './contact.ts'
import type { CellContext } from './context.ts'
import { startDialer, startServer } from './nodes.ts'
import { isBetween } from './part-failure.ts'
import type { Participant } from './participant.ts'
import { scenario } from './scenario.ts'

/** Another topic of the chat app: everybody is in it before anybody enters the chat. */
const lobby = 'universal-connectivity-browser-peer-discovery'

/** Two that are connected to a server only chat through it: what is left when no direct connection succeeds. */
export const gossip = scenario({
  summary: 'connected to a server only, the two chat through it',
  transports: ['ws+noise'],
  roles: { dialer: ['dial', 'gossip'], listener: ['dial', 'gossip'], server: ['listen', 'gossip'] },
  stages: ['subscribe', 'dial', 'connection', 'identify', 'ping', 'gossip'],
  async play(context) {
    const { cell, arranged, stopwatch } = context
    const [server, listener, dialer] = await Promise.all([
      startServer(context, 'server'),
      startDialer(context, 'listener'),
      startDialer(context, 'dialer'),
    ])
    await Promise.all([subscribe(context, server), subscribeTo(context, lobby, server, dialer, listener)])
    const address = server.address('start')
    for (const end of [dialer, listener]) arranged.link(end, server, cell.transport, 'lives', { address })
    const [{ elapsedMs }] = await Promise.all([dialer.dial(address), listener.dial(address)])
    stopwatch.connected(elapsedMs)
    const ends = [
      [dialer, server],
      [listener, server],
    ] as const
    await meetAndChat(context, ends, async () => {
      await Promise.all([enter(context, dialer, server), enter(context, listener, server)])
      await Promise.all([gossipThrough(context, dialer, listener), gossipThrough(context, listener, dialer)])
    })
    await Promise.all([dialer, listener].map(async (end) => await awaitIdentify(server, end)))
    return { kind: 'connected' }
  },
})

/**
 * Subscribes when the server's subscriptions are known (they come all at once, so the lobby's says that the chat's is
 * there): then GossipSub grafts the server into its mesh at once, instead of at a heartbeat up to a second later.
 */
async function enter(context: CellContext, end: End, server: Participant): Promise<void> {
  await awaitSubscription(end, server, lobby)
  await subscribe(context, end)
  await awaitSubscription(server, end)
}

/**
 * A server forwards to its mesh, and what it gets before the receiver is in there is lost to it; no library says when
 * that is. So what nobody heard is said again, as people do, at the pace of GossipSub's heartbeat.
 */
async function gossipThrough({ arranged }: CellContext, from: End, to: End): Promise<void> {
  const isNext = isTheNextOf(from, to)
  for (let said = 1; ; said++) {
    const text = chatText()
    const sent = arranged.message({ kind: 'gossip', from: from.name, to: to.name, text, arrival: 'at-most-once' })
    await from.ask('gossip', 'publish', { topic: chatTopic, text })
    try {
      await to.waitFor('gossip', 'message', isNext, heartbeatMs)
      if (said === 1) sent.hasToArrive()
      return
    } catch (error) {
      if (!isBetween(error) || said === mostRepeats) throw error
    }
  }
}

/** https://github.com/libp2p/specs/blob/master/pubsub/gossipsub/gossipsub-v1.0.md#parameters */
const heartbeatMs = 1_000
const mostRepeats = 8
