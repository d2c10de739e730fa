import { Inbox } from './inbox.ts'
import type { Link, SocketAddress } from './network.ts'
import type { Session } from './session.ts'

/** The circuits of one node, each a link over its connection to a relay. */
export class Circuits {
  readonly #open = new Map<Session, Map<number, CircuitLink>>()

  add(relay: Session, circuit: number): Link {
    const link = new CircuitLink(relay, circuit)
    const ofRelay = this.#open.get(relay) ?? new Map<number, CircuitLink>()
    this.#open.set(relay, ofRelay.set(circuit, link))
    void link.closed.then(() => ofRelay.delete(circuit))
    return link
  }

  arrived(relay: Session, circuit: number, data: object): void {
    this.#open.get(relay)?.get(circuit)?.arrive(data)
  }

  ended(relay: Session, circuit: number): void {
    this.#open.get(relay)?.get(circuit)?.end()
  }

  /** With the connection to a relay all its circuits end. */
  forget(relay: Session): void {
    for (const link of this.#open.get(relay)?.values() ?? []) link.end()
    this.#open.delete(relay)
  }
}

class CircuitLink implements Link {
  readonly closed: Promise<void>
  readonly #relay: Session
  readonly #circuit: number
  readonly #markClosed: () => void
  readonly #inbox = new Inbox()

  constructor(relay: Session, circuit: number) {
    this.#relay = relay
    this.#circuit = circuit
    const { promise, resolve } = Promise.withResolvers<void>()
    this.closed = promise
    this.#markClosed = resolve
  }

  get local(): SocketAddress {
    return this.#relay.link.local
  }

  get remote(): SocketAddress {
    return this.#relay.link.remote
  }

  send(data: object): void {
    this.#relay.tell({ tell: 'circuit', circuit: this.#circuit, data })
  }

  receive(receiver: ((message: object) => void) | undefined): void {
    this.#inbox.receive(receiver)
  }

  arrive(data: object): void {
    this.#inbox.arrive(data)
  }

  close(): void {
    this.#relay.tell({ tell: 'hang-up', circuit: this.#circuit })
    this.end()
  }

  end(): void {
    this.#markClosed()
  }
}
