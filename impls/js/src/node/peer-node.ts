import type { Connection, PeerId } from '@libp2p/interface'
import { answerDirectMessages, sendDirectMessage } from '../chat/direct-messages.ts'
import { Gossip } from '../chat/gossip.ts'
import type { Platform } from '../platform/platform.ts'
import { Failure } from '../protocol/failure.ts'
import type { Emit } from '../protocol/messages.ts'
import type { Params, Results, StartOptions } from '../protocol/methods.ts'
import { parsePeerAddress, parsePeerId, requireCarried } from './addresses.ts'
import { emitConnectionEvents, reportConnection } from './connection-events.ts'
import { createLibp2pNode } from './create-libp2p.ts'
import type { Libp2pNode } from './create-libp2p.ts'
import { within } from './deadline.ts'
import { pingOver } from './ping.ts'
import { supportsOf } from './start-options.ts'

interface Life {
  isOver: boolean
}

/** One libp2p host, doing what the peer protocol asks of a node. */
export class PeerNode {
  readonly #libp2p: Libp2pNode
  readonly #platform: Platform
  readonly #gossip: Gossip
  readonly #life: Life

  private constructor(libp2p: Libp2pNode, platform: Platform, life: Life, emit: Emit) {
    this.#libp2p = libp2p
    this.#life = life
    this.#platform = platform
    this.#gossip = new Gossip(libp2p, emit)
  }

  static async start(options: StartOptions, platform: Platform, emit: Emit): Promise<PeerNode> {
    const supports = supportsOf(options, platform)
    const libp2p = await createLibp2pNode(options, supports)
    const life: Life = { isOver: false }
    // The library may finish an identify after it has stopped: a node that is no more reports nothing.
    const emitAlive: Emit = (event, data) => {
      if (!life.isOver) emit(event, data)
    }
    const node = new PeerNode(libp2p, platform, life, emitAlive)
    emitConnectionEvents(libp2p, emitAlive)
    await answerDirectMessages(libp2p, emitAlive)
    await libp2p.start()
    return node
  }

  async stop(): Promise<void> {
    await this.#libp2p.stop()
    this.#life.isOver = true
  }

  describe(): Results['start'] {
    return { peerId: this.#libp2p.peerId.toString(), addresses: this.#libp2p.getMultiaddrs().map(String) }
  }

  async dial({ address: text, timeoutMs }: Params<'dial'>): Promise<Results['dial']> {
    const { address } = parsePeerAddress(text)
    requireCarried(address, this.#platform)
    return within(timeoutMs, async (signal) => {
      const begun = performance.now()
      // Without force, a live connection to that peer would be the answer.
      const connection = await this.#libp2p.dial(address, { signal, force: true })
      return { connection: reportConnection(connection), elapsedMs: performance.now() - begun }
    })
  }

  async ping({ peerId, timeoutMs }: Params<'ping'>): Promise<Results['ping']> {
    const connection = this.#connectionTo(parsePeerId(peerId))
    return within(timeoutMs, async (signal) => ({ rttMs: await pingOver(connection, signal) }))
  }

  subscribe({ topic }: Params<'subscribe'>): void {
    this.#gossip.subscribe(topic)
  }

  async publish({ topic, text }: Params<'publish'>): Promise<void> {
    await this.#gossip.publish(topic, text)
  }

  async directMessage({ peerId, text, timeoutMs }: Params<'direct-message'>): Promise<Results['direct-message']> {
    const connection = this.#connectionTo(parsePeerId(peerId))
    return within(timeoutMs, async (signal) => {
      const { status, statusText } = await sendDirectMessage(connection, text, signal)
      return { status, statusText }
    })
  }

  async reserve({ relay, timeoutMs }: Params<'reserve'>): Promise<Results['reserve']> {
    const { address, peerId } = parsePeerAddress(relay)
    requireCarried(address, this.#platform)
    return within(timeoutMs, async (signal) => {
      await this.#libp2p.dial(address, { signal })
      const addresses = await this.#libp2p.services.reservations.reserve(address, peerId)
      // js-libp2p drops the limit that the relay announces with a reservation.
      return { addresses: addresses.map(String), limit: null }
    })
  }

  connections(): Results['connections'] {
    return { connections: this.#libp2p.getConnections().map(reportConnection) }
  }

  /** A connection without limits, where there is one. */
  #connectionTo(peer: PeerId): Connection {
    const connections = this.#libp2p.getConnections(peer)
    const connection = connections.find(({ limits }) => limits === undefined) ?? connections[0]
    if (connection === undefined) throw new Failure('failed', `Not connected to ${peer}`)
    return connection
  }
}
