import { excerpt } from '../protocol/lines.ts'
import type { EventData, EventName, MethodName, Params, Result } from '../protocol/messages.ts'
import { withDeadline } from './deadline.ts'
import type { EventLog } from './event-log.ts'
import { PeerFailure } from './peer-failure.ts'
import type { PeerProgram } from './peer-program.ts'

/** One libp2p host inside a peer program. */
export class PeerNode {
  readonly program: PeerProgram
  readonly name: string
  readonly events: EventLog
  readonly peerId: string
  /** Where it can be dialled. */
  readonly addresses: readonly string[]

  constructor(program: PeerProgram, name: string, events: EventLog, { peerId, addresses }: Result<'start'>) {
    this.program = program
    this.name = name
    this.events = events
    this.peerId = peerId
    this.addresses = addresses
  }

  ask<M extends MethodName>(method: M, params: Params<M>, ms: number, signal: AbortSignal): Promise<Result<M>> {
    return this.program.request(method, this.name, params, ms, signal)
  }

  /** The first such event, past or to come. Throws PeerFailure after `ms` milliseconds, or when the program ends. */
  async waitFor<E extends EventName>(
    name: E,
    matches: (data: EventData<E>) => boolean,
    ms: number,
    signal: AbortSignal,
  ): Promise<EventData<E>> {
    const found = this.program.whileAlive(this.events.first(name, matches))
    try {
      return await withDeadline(found, `${name} event`, ms, signal)
    } catch (error) {
      throw error instanceof PeerFailure && error.code === 'silent' ? this.#butOthers(name, error) : error
    }
  }

  /** An event that came, but with other data than awaited, is often the explanation. */
  #butOthers(name: EventName, failure: PeerFailure): PeerFailure {
    const other = this.events.all(name).at(-1)
    if (other === undefined) return failure
    return new PeerFailure('silent', `${failure.message}, but ${excerpt(JSON.stringify(other))}`)
  }

  async stop(ms: number, signal: AbortSignal): Promise<void> {
    try {
      await this.ask('stop', {}, ms, signal)
    } finally {
      this.program.forget(this.name)
    }
  }
}
