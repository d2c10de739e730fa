import type { Transport } from '../../domain/transport.ts'
import type { Connection } from '../../protocol/messages.ts'
import type { Clock } from '../../time/clock.ts'
import { parseDialAddress } from './address.ts'
import { Circuits } from './circuits.ts'
import { acceptCircuit, awaitWebrtc, connect, listenAt, relaySession, type Endpoint } from './connecting.ts'
import type { Emit } from './emit.ts'
import { Gossip } from './gossip.ts'
import type { Ask, Tell } from './messages.ts'
import type { Binding, Network } from './network.ts'
import { Refusal } from './refusal.ts'
import { RelayServer, type CircuitLimit } from './relay.ts'
import type { Handlers, Session } from './session.ts'
import { Sessions } from './sessions.ts'

export interface NodeOptions {
  readonly peerId: string
  readonly agent: string
  readonly transports: readonly Transport[]
  /** Hash of the certificate that its listeners show. */
  readonly certhash: string
  /** Serves as a relay with these limits. */
  readonly relay: CircuitLimit | undefined
  readonly network: Network
  readonly clock: Clock
  readonly emit: Emit
}

/** A node of the reference peer: what the peer protocol asks of a libp2p host, as plainly as can be. */
export class Node implements Handlers {
  readonly addresses: string[] = []
  readonly #agent: string
  readonly #emit: Emit
  readonly #end: Endpoint
  readonly #gossip: Gossip
  readonly #relay: RelayServer | undefined
  readonly #bindings: Binding[] = []
  #takesWebrtc = false

  constructor({ agent, relay, clock, emit, ...self }: NodeOptions) {
    this.#agent = agent
    this.#emit = emit
    this.#gossip = new Gossip(self.peerId, emit)
    this.#relay = relay && new RelayServer(relay, clock)
    this.#end = { ...self, sessions: new Sessions(emit, this, this), circuits: new Circuits() }
  }

  get peerId(): string {
    return this.#end.peerId
  }

  async listen(address: string): Promise<void> {
    if (address === '/webrtc') {
      this.#takesWebrtc = true
      return
    }
    const listening = await listenAt(this.#end, address)
    this.#bindings.push(listening.binding)
    this.addresses.push(listening.address)
  }

  async dial(address: string, signal: AbortSignal): Promise<Connection> {
    return (await connect(this.#end, address, signal)).connection
  }

  async reserve(address: string, signal: AbortSignal): Promise<{ addresses: string[]; limit: CircuitLimit }> {
    const relay = await relaySession(this.#end, parseDialAddress(address), signal)
    const { limit } = (await relay.ask({ ask: 'reserve' })) as { limit: CircuitLimit }
    const circuit = `${address}/p2p-circuit`
    const webrtc = this.#takesWebrtc ? [`${circuit}/webrtc/p2p/${this.peerId}`] : []
    return { addresses: [`${circuit}/p2p/${this.peerId}`, ...webrtc], limit }
  }

  async ping(peerId: string): Promise<void> {
    await this.#end.sessions.demand(peerId).ask({ ask: 'ping' })
  }

  async directMessage(peerId: string, text: string): Promise<{ status: number; statusText: string }> {
    const answer = await this.#end.sessions.demand(peerId).ask({ ask: 'direct-message', text })
    return answer as { status: number; statusText: string }
  }

  subscribe(topic: string): void {
    this.#gossip.subscribe(topic)
  }

  publish(topic: string, text: string): void {
    this.#gossip.publish(topic, text)
  }

  connections(): Connection[] {
    return this.#end.sessions.all().map(({ connection }) => connection)
  }

  async close(): Promise<void> {
    await Promise.all([this.#end.sessions.close(), ...this.#bindings.map((binding) => binding.close())])
  }

  add(session: Session): void {
    if (!session.limited) this.#gossip.add(session)
  }

  remove(session: Session): void {
    this.#gossip.remove(session)
    this.#end.circuits.forget(session)
    this.#relay?.forget(session)
  }

  async answer(session: Session, ask: Ask): Promise<object> {
    switch (ask.ask) {
      case 'identify':
        return {
          agent: this.#agent,
          protocols: [],
          addresses: this.addresses,
          observedAddress: session.connection.remoteAddress,
        }
      case 'ping':
        return {}
      case 'direct-message':
        this.#emit('direct-message', { from: session.peerId, text: ask.text })
        return { status: 200, statusText: 'OK' }
      case 'reserve':
        return this.#relayServer().reserve(session)
      case 'connect':
        return await this.#relayServer().connect(session, ask.peerId)
      case 'accept':
        acceptCircuit(this.#end, session, ask.circuit)
        return {}
      case 'webrtc':
        if (!this.#takesWebrtc) throw new Refusal('failed', 'no WebRTC here')
        return await awaitWebrtc(this.#end, session)
    }
  }

  hear(session: Session, tell: Tell): void {
    switch (tell.tell) {
      case 'subscribe':
        return this.#gossip.heardSubscription(session, tell.topic)
      case 'gossip':
        return this.#gossip.heard(session, tell)
      case 'circuit':
        if (this.#relay !== undefined) return this.#relay.forward(session, tell.circuit, tell.data)
        return this.#end.circuits.arrived(session, tell.circuit, tell.data)
      case 'hang-up':
        if (this.#relay !== undefined) return this.#relay.hangUp(tell.circuit)
        return this.#end.circuits.ended(session, tell.circuit)
    }
  }

  #relayServer(): RelayServer {
    if (this.#relay === undefined) throw new Refusal('failed', 'not a relay')
    return this.#relay
  }
}
