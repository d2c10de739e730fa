import type { GossipSub } from '@libp2p/gossipsub'
import type { Libp2p, StreamMiddleware } from '@libp2p/interface'
import type { Emit } from '../protocol/messages.ts'
import { bytesOf, contentOf } from './content.ts'

/** GossipSub topics of one node. A subscriber is announced when it can be published to, and not before. */
export class Gossip {
  readonly #pubsub: GossipSub
  readonly #emit: Emit
  readonly #reachable = new Set<string>()
  readonly #announced = new Map<string, Set<string>>()

  constructor(libp2p: Libp2p<{ pubsub: GossipSub }>, emit: Emit) {
    this.#pubsub = libp2p.services.pubsub
    this.#emit = emit
    this.#emitMessages(libp2p.peerId.toString())
    this.#watchOutboundStreams(libp2p)
    this.#pubsub.addEventListener('subscription-change', () => this.#announceSubscribers())
    libp2p.addEventListener('peer:disconnect', ({ detail: peer }) => this.#forget(peer.toString()))
  }

  subscribe(topic: string): void {
    this.#pubsub.subscribe(topic)
    this.#announceSubscribers()
  }

  async publish(topic: string, text: string): Promise<void> {
    await this.#pubsub.publish(topic, bytesOf(text))
  }

  #announceSubscribers(): void {
    for (const topic of this.#pubsub.getTopics()) {
      for (const peer of this.#pubsub.getSubscribers(topic)) this.#announce(peer.toString(), topic)
    }
  }

  #announce(peerId: string, topic: string): void {
    const topics = this.#announced.get(peerId) ?? new Set()
    if (!this.#reachable.has(peerId) || topics.has(topic)) return
    this.#announced.set(peerId, topics.add(topic))
    this.#emit('peer-subscribed', { peerId, topic })
  }

  #forget(peerId: string): void {
    this.#reachable.delete(peerId)
    this.#announced.delete(peerId)
  }

  /**
   * GossipSub drops what is published to a subscriber before its own stream to that peer is open, which is some time
   * after the subscription came in: https://github.com/ChainSafe/js-libp2p-gossipsub/issues/483
   */
  #watchOutboundStreams(libp2p: Libp2p): void {
    const watch: StreamMiddleware = (stream, connection, next) => {
      this.#useForGossip(libp2p, watch)
      next(stream, connection)
      if (stream.direction !== 'outbound') return
      this.#reachable.add(connection.remotePeer.toString())
      this.#announceSubscribers()
    }
    this.#useForGossip(libp2p, watch)
  }

  // Anew for every stream: libp2p 3.3 appends the protocol's handler to the registered list each time a stream comes in,
  // so that without this the second stream would be handled twice.
  #useForGossip(libp2p: Libp2p, middleware: StreamMiddleware): void {
    for (const protocol of this.#pubsub.protocols) libp2p.use(protocol, [middleware])
  }

  #emitMessages(self: string): void {
    this.#pubsub.addEventListener('gossipsub:message', ({ detail: { msg, propagationSource } }) => {
      if (msg.type !== 'signed' || msg.from.toString() === self) return
      this.#emit('message', {
        topic: msg.topic,
        author: msg.from.toString(),
        receivedFrom: propagationSource.toString(),
        ...contentOf(msg.data),
      })
    })
  }
}
