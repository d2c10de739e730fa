import { PeerError } from '../domain/errors.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import { chatText, chatTopic, type End } from './chat.ts'
import type { CellContext } from './context.ts'

/**
 * Publishes at both ends of a limited connection. Libraries that promise to keep gossip off such connections are judged
 * by what arrives at the other end before something later crosses the connection.
 */
export async function publishOverCircuit(context: CellContext, a: End, b: End): Promise<void> {
  await Promise.all([publish(context, a, b), publish(context, b, a)])
}

async function publish({ arranged }: CellContext, from: End, to: End): Promise<void> {
  const text = chatText()
  const { gossipOnLimited } = from.node.program.hello.capabilities.chat
  const arrival = gossipOnLimited ? 'at-most-once' : 'never'
  arranged.message({ kind: 'gossip', from: from.name, to: to.name, text, arrival })
  try {
    await from.ask('gossip', 'publish', { topic: chatTopic, text })
  } catch (error) {
    if (!isRefusalToPublish(error)) throw error
  }
}

/** Some libraries refuse to publish when they know of no subscriber they may send to: that keeps the promise too. */
function isRefusalToPublish(error: unknown): boolean {
  return error instanceof PeerError && error.cause instanceof PeerFailure && error.cause.code === 'failed'
}
