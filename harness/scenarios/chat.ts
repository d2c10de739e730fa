import { randomBytes } from 'node:crypto'
import type { SentMessage } from '../domain/discrepancies.ts'
import type { MessageEvidence } from '../domain/evidence.ts'
import type { EventData } from '../protocol/messages.ts'
import type { Participant } from './participant.ts'

/** The topic of the universal-connectivity chat app. */
export const chatTopic = 'universal-connectivity'

export type End = Participant<'dialer'> | Participant<'listener'>

/** An accent as one code point, and as two: Unicode normalisation of either form changes the other. */
const composed = '\u00e9'
const decomposed = 'e\u0301'

/** Several scripts and a family joined by ZWJ: whoever normalises, truncates or re-encodes text shows it here. */
export function chatText(): string {
  return `👋🏽 здравствуй 世界 👩‍👩‍👧 caf${composed} caf${decomposed} ${randomBytes(8).toString('hex')}`
}

export interface Chat {
  /** The messages as they have to arrive, and as they did. */
  readonly sent: readonly SentMessage[]
  readonly received: readonly MessageEvidence[]
}

/** Gossip both ways between neighbours, once each knows that the other is subscribed. */
export async function gossipBothWays(a: End, b: End): Promise<Chat> {
  await Promise.all([awaitSubscription(a, b), awaitSubscription(b, a)])
  return join(await Promise.all([gossip(a, b, a), gossip(b, a, b)]))
}

/** A direct message both ways, each answered with status 200. */
export async function directMessagesBothWays(a: End, b: End): Promise<Chat> {
  return join(await Promise.all([directMessage(a, b), directMessage(b, a)]))
}

export async function subscribe(...participants: readonly Participant[]): Promise<void> {
  await subscribeTo(chatTopic, ...participants)
}

export async function subscribeTo(topic: string, ...participants: readonly Participant[]): Promise<void> {
  await Promise.all(participants.map((participant) => participant.ask('subscribe', 'subscribe', { topic })))
}

export async function awaitSubscription(at: Participant, of: Participant, topic = chatTopic): Promise<void> {
  await at.waitFor('gossip', 'peer-subscribed', (event) => event.peerId === of.peerId && event.topic === topic)
}

/** One message from one end to the other, which gets it from `neighbour`. */
export async function gossip(from: End, to: End, neighbour: Participant): Promise<Chat> {
  const text = chatText()
  const earlier = new Set(to.seen('message'))
  await from.ask('gossip', 'publish', { topic: chatTopic, text })
  const message = await to.waitFor('gossip', 'message', (event) => isFrom(from, event) && !earlier.has(event))
  return gossipChat(from, neighbour, text, message)
}

export function isFrom(author: Participant, message: EventData<'message'>): boolean {
  return message.author === author.peerId && message.topic === chatTopic
}

/** `text` as it has to arrive from that neighbour, and the message as it did. */
export function gossipChat(from: End, neighbour: Participant, text: string, message: EventData<'message'>): Chat {
  const { author, receivedFrom } = message
  const common = { kind: 'gossip', from: from.role } as const
  return {
    sent: [{ ...common, author: from.peerId, receivedFrom: neighbour.peerId, text }],
    received: [{ ...common, author, receivedFrom, text: readable(message) }],
  }
}

async function directMessage(from: End, to: End): Promise<Chat> {
  const text = chatText()
  const { status, statusText } = await from.askInTime('direct-message', 'direct-message', { peerId: to.peerId, text })
  if (status !== 200) from.fail('direct-message', `the response has status ${status} ${statusText}, not 200 OK`)
  const message = await to.waitFor('direct-message', 'direct-message', (received) => received.from === from.peerId)
  const common = { kind: 'direct', from: from.role } as const
  return {
    sent: [{ ...common, author: from.peerId, receivedFrom: from.peerId, text }],
    received: [{ ...common, author: message.from, receivedFrom: message.from, text: readable(message) }],
  }
}

/** Bytes that are no text any more can't be equal to what was sent; they are shown as they came. */
export function readable({ text, base64 }: { text?: string | undefined; base64?: string | undefined }): string {
  return text ?? `base64:${base64 ?? ''}`
}

export function join(chats: readonly Chat[]): Chat {
  return { sent: chats.flatMap(({ sent }) => sent), received: chats.flatMap(({ received }) => received) }
}
