import { randomBytes } from 'node:crypto'
import type { EventData } from '../protocol/messages.ts'
import type { CellContext } from './context.ts'
import type { Participant } from './participant.ts'

/** The topic of the universal-connectivity chat app. */
export const chatTopic = 'universal-connectivity'

export type End = Participant<'dialer'> | Participant<'listener'>

/** An accent as one code point, and as two: Unicode normalisation of either form changes the other. */
const composed = '\u00e9'
const decomposed = 'e\u0301'

/**
 * Makes a message longer than all that goes between an end and the relay besides, so that the wire shows whether the
 * chat went that way; far below the least limit of a relay, 128 KiB.
 */
export const ballast = ' '.repeat(24 * 1024)

/** Several scripts and a family joined by ZWJ: whoever normalises, truncates or re-encodes text shows it here. */
export function chatText(): string {
  return `👋🏽 здравствуй 世界 👩‍👩‍👧 caf${composed} caf${decomposed} ${randomBytes(8).toString('hex')}`
}

/** Gossip both ways between neighbours, once each knows that the other is subscribed. */
export async function gossipBothWays(context: CellContext, a: End, b: End): Promise<void> {
  await Promise.all([gossipPart(context, a, b), gossipPart(context, b, a)])
}

/** A direct message both ways, each answered with status 200. */
export async function directMessagesBothWays(context: CellContext, a: End, b: End, ballast = ''): Promise<void> {
  await Promise.all([directMessagePart(context, a, b, ballast), directMessagePart(context, b, a, ballast)])
}

export async function subscribe(context: CellContext, ...participants: readonly Participant[]): Promise<void> {
  await subscribeTo(context, chatTopic, ...participants)
}

export async function subscribeTo(
  { arranged }: CellContext,
  topic: string,
  ...participants: readonly Participant[]
): Promise<void> {
  arranged.topic(topic)
  await Promise.all(participants.map((participant) => participant.ask('subscribe', 'subscribe', { topic })))
}

export async function awaitSubscription(at: Participant, of: Participant, topic = chatTopic): Promise<void> {
  await at.waitFor('gossip', 'peer-subscribed', (event) => event.peerId === of.peerId && event.topic === topic)
}

/** The sender waits for the receiver's subscription: before that its message would go to nobody. */
async function gossipPart({ arranged }: CellContext, from: End, to: End): Promise<void> {
  await arranged.part({ role: from.role, part: 'gossip' }, async () => {
    await Promise.all([awaitSubscription(from, to), awaitSubscription(to, from)])
    const [text, isNext] = [chatText(), isTheNextOf(from, to)]
    const sent = arranged.message({ kind: 'gossip', from: from.name, to: to.name, text, arrival: 'once' })
    await sent.orMayBeLost(async () => {
      await from.ask('gossip', 'publish', { topic: chatTopic, text })
      await to.waitFor('gossip', 'message', isNext)
    })
  })
}

/** A message by that author that is not there at this moment, whatever its text: the judge compares that. */
export function isTheNextOf(from: Participant, to: Participant): (message: EventData<'message'>) => boolean {
  const earlier = new Set(to.seen('message'))
  return (message) => message.author === from.peerId && message.topic === chatTopic && !earlier.has(message)
}

async function directMessagePart({ arranged }: CellContext, from: End, to: End, ballast: string): Promise<void> {
  await arranged.part({ role: from.role, part: 'direct-message' }, async () => {
    const text = chatText() + ballast
    const sent = arranged.message({ kind: 'direct', from: from.name, to: to.name, text, arrival: 'once' })
    await sent.orMayBeLost(async () => {
      const { status, statusText } = await from.askInTime('direct-message', 'direct-message', {
        peerId: to.peerId,
        text,
      })
      if (status !== 200) from.fail('direct-message', `the response has status ${status} ${statusText}, not 200 OK`)
      await to.waitFor('direct-message', 'direct-message', (received) => received.from === from.peerId)
    })
  })
}
