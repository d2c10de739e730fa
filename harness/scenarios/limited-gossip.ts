import { PeerError } from '../domain/errors.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import { chatText, chatTopic } from './chat.ts'
import type { Participant } from './participant.ts'

/**
 * Publishes at both ends of a limited connection. `judge`, called after something later has crossed the connection,
 * fails an end whose library promises to keep gossip off limited connections and whose message arrived all the same.
 */
export async function expectNoGossip(...ends: readonly [Participant, Participant]): Promise<{ judge(): void }> {
  await Promise.all(ends.map(publish))
  const judge = () => {
    for (const [index, end] of ends.entries()) {
      const other = ends[1 - index]
      const arrived = other?.seen('message').some(({ author }) => author === end.peerId) === true
      if (arrived && end.node.program.hello.capabilities.chat.gossipOnLimited === false) {
        end.fail(
          'gossip',
          `promises to keep gossip off limited connections, and its message reached the ${other?.role}`,
        )
      }
    }
  }
  return { judge }
}

/** Some libraries refuse to publish when they know of no subscriber they may send to: that keeps the promise too. */
async function publish(end: Participant): Promise<void> {
  try {
    await end.ask('gossip', 'publish', { topic: chatTopic, text: chatText() })
  } catch (error) {
    const refused = error instanceof PeerError && error.cause instanceof PeerFailure && error.cause.code === 'failed'
    if (!refused) throw error
  }
}
