import type { Emit } from './emit.ts'
import type { Tell } from './messages.ts'
import type { Session } from './session.ts'

type Message = Extract<Tell, { tell: 'gossip' }>

/** Publish and subscribe over all connections that are not limited: every message goes once to every subscriber. */
export class Gossip {
  readonly #peerId: string
  readonly #emit: Emit
  readonly #topics = new Set<string>()
  readonly #neighbours = new Map<Session, Set<string>>()
  readonly #seen = new Set<string>()
  #published = 0

  constructor(peerId: string, emit: Emit) {
    this.#peerId = peerId
    this.#emit = emit
  }

  add(session: Session): void {
    this.#neighbours.set(session, new Set())
    for (const topic of this.#topics) session.tell({ tell: 'subscribe', topic })
  }

  remove(session: Session): void {
    this.#neighbours.delete(session)
  }

  subscribe(topic: string): void {
    if (this.#topics.has(topic)) return
    this.#topics.add(topic)
    for (const [session, topics] of this.#neighbours) {
      session.tell({ tell: 'subscribe', topic })
      if (topics.has(topic)) this.#emit('peer-subscribed', { peerId: session.peerId, topic })
    }
  }

  publish(topic: string, text: string): void {
    const id = `${this.#peerId} ${++this.#published}`
    this.#seen.add(id)
    this.#spread({ tell: 'gossip', id, topic, author: this.#peerId, text })
  }

  heardSubscription(from: Session, topic: string): void {
    this.#neighbours.get(from)?.add(topic)
    if (this.#topics.has(topic)) this.#emit('peer-subscribed', { peerId: from.peerId, topic })
  }

  heard(from: Session, message: Message): void {
    const { id, topic, author, text } = message
    if (this.#seen.has(id) || !this.#topics.has(topic)) return
    this.#seen.add(id)
    this.#emit('message', { topic, author, receivedFrom: from.peerId, text })
    this.#spread(message, from)
  }

  #spread(message: Message, from?: Session): void {
    for (const [session, topics] of this.#neighbours) {
      const wanted = topics.has(message.topic) && session.peerId !== message.author
      if (wanted && session !== from) session.tell(message)
    }
  }
}
