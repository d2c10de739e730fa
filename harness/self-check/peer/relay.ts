import type { Clock } from '../../time/clock.ts'
import type { Session } from './session.ts'
import { Refusal } from './refusal.ts'

/** What a circuit may take before it is cut: https://github.com/libp2p/specs/blob/master/relay/circuit-v2.md */
export interface CircuitLimit {
  readonly seconds: number
  readonly bytes: number
}

interface Circuit {
  readonly id: number
  readonly ends: readonly [Session, Session]
  /** Bytes that came from each end. */
  readonly passed: [number, number]
  /** Aborted when it is cut. */
  readonly over: AbortController
}

/** Connects those who ask with those who have reserved, and cuts what passes its limit. */
export class RelayServer {
  readonly #limit: CircuitLimit
  readonly #clock: Clock
  readonly #reservations = new Map<string, Session>()
  readonly #circuits = new Map<number, Circuit>()
  #opened = 0

  constructor(limit: CircuitLimit, clock: Clock) {
    this.#limit = limit
    this.#clock = clock
  }

  reserve(session: Session): { limit: CircuitLimit } {
    this.#reservations.set(session.peerId, session)
    return { limit: this.#limit }
  }

  async connect(from: Session, peerId: string): Promise<{ circuit: number }> {
    const to = this.#reservations.get(peerId)
    if (to === undefined) throw new Refusal('failed', `NO_RESERVATION: ${peerId} has no slot here`)
    const id = ++this.#opened
    const over = new AbortController()
    this.#circuits.set(id, { id, ends: [from, to], passed: [0, 0], over })
    this.#clock.after(1000 * this.#limit.seconds, over.signal).then(
      () => this.#cut(id),
      () => {}, // it was cut before
    )
    await to.ask({ ask: 'accept', circuit: id, limited: true })
    return { circuit: id }
  }

  forward(from: Session, id: number, data: object): void {
    const circuit = this.#circuits.get(id)
    const end = circuit?.ends.indexOf(from) ?? -1
    if (circuit === undefined || (end !== 0 && end !== 1)) return
    circuit.passed[end] += Buffer.byteLength(JSON.stringify(data))
    if (circuit.passed[end] > this.#limit.bytes) return this.#cut(id)
    circuit.ends[1 - end]?.tell({ tell: 'circuit', circuit: id, data })
  }

  hangUp(id: number): void {
    this.#cut(id)
  }

  /** Everything that `session` had here. */
  forget(session: Session): void {
    if (this.#reservations.get(session.peerId) === session) this.#reservations.delete(session.peerId)
    for (const { id, ends } of this.#circuits.values()) if (ends.includes(session)) this.#cut(id)
  }

  #cut(id: number): void {
    const circuit = this.#circuits.get(id)
    if (circuit === undefined) return
    this.#circuits.delete(id)
    circuit.over.abort()
    for (const end of circuit.ends) end.tell({ tell: 'hang-up', circuit: id })
  }
}
