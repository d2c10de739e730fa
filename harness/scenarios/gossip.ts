import { PeerError } from '../domain/errors.ts'
import {
  awaitSubscription,
  chatText,
  chatTopic,
  gossipChat,
  isFrom,
  join,
  readable,
  subscribe,
  subscribeTo,
  type Chat,
  type End,
} from './chat.ts'
import { chatWithEvidence } from './contact.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Participant } from './participant.ts'
import type { Scenario } from './scenario.ts'
import { directTie } from './ties.ts'

/** Another topic of the chat app: everybody is in it before anybody enters the chat. */
const lobby = 'universal-connectivity-browser-peer-discovery'

/** Two that are connected to a server only chat through it: what is left when no direct connection succeeds. */
export const gossip: Scenario = async (context) => {
  const { cell, stopwatch } = context
  const [server, listener, dialer] = await Promise.all([
    startServer(context, 'server'),
    startDialer(context, 'listener'),
    startDialer(context, 'dialer'),
  ])
  await Promise.all([subscribe(server), subscribeTo(lobby, server, dialer, listener)])
  const address = server.address('start')
  const [{ elapsedMs }] = await Promise.all([dialer.dial(address), listener.dial(address)])
  stopwatch.connected(elapsedMs)
  return await chatWithEvidence(
    {
      dialer: directTie(cell.transport, dialer, server, 'outbound'),
      listener: directTie(cell.transport, listener, server, 'outbound'),
    },
    () =>
      stopwatch.chat(async () => {
        await Promise.all([enter(dialer, server), enter(listener, server)])
        return join(
          await Promise.all([gossipThrough(server, dialer, listener), gossipThrough(server, listener, dialer)]),
        )
      }),
  )
}

/**
 * Subscribes when the server's subscriptions are known (they come all at once, so the lobby's tells of the chat's):
 * then GossipSub grafts the server into its mesh at once, instead of at a heartbeat up to a second later.
 */
async function enter(end: End, server: Participant): Promise<void> {
  await awaitSubscription(end, server, lobby)
  await subscribe(end)
  await awaitSubscription(server, end)
}

/**
 * A server forwards to its mesh, and what it gets before the receiver is in there is lost to it; no library tells
 * when that is. So what nobody heard is said again, as people do, at the pace of GossipSub's heartbeat.
 */
async function gossipThrough(server: Participant, from: End, to: End): Promise<Chat> {
  const said: string[] = []
  for (;;) {
    const text = chatText()
    said.push(text)
    await from.ask('gossip', 'publish', { topic: chatTopic, text })
    try {
      const message = await to.waitFor('gossip', 'message', (event) => isFrom(from, event), heartbeatMs)
      const meant = said.find((one) => one === readable(message)) ?? text
      return gossipChat(from, server, meant, message)
    } catch (error) {
      if (!(error instanceof PeerError) || said.length === mostRepeats) throw error
    }
  }
}

/** https://github.com/libp2p/specs/blob/master/pubsub/gossipsub/gossipsub-v1.0.md#parameters */
const heartbeatMs = 1_000
const mostRepeats = 8
