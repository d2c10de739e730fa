import { excerpt } from '../protocol/lines.ts'
import type { EventData, EventName, MethodName, Params, Result } from '../protocol/messages.ts'
import type { EventLog } from './event-log.ts'
import { PeerFailure } from './peer-failure.ts'
import type { PeerProgram } from './peer-program.ts'

/** A request to a node, with the harness's own times (milliseconds on its monotonic clock). */
export interface NodeRequest {
  readonly method: MethodName
  readonly askedMs: number
  /** When a result or an error answer was read; `null`: not so far. */
  readonly answeredMs: number | null
}

/** One libp2p host inside a peer program. */
export class PeerNode {
  readonly program: PeerProgram
  readonly name: string
  /** All that it reported, until it was stopped and after. */
  readonly events: EventLog
  readonly peerId: string
  /** Where it can be dialled. */
  readonly addresses: readonly string[]
  readonly #requests: NodeRequest[] = []

  constructor(program: PeerProgram, name: string, events: EventLog, { peerId, addresses }: Result<'start'>) {
    this.program = program
    this.name = name
    this.events = events
    this.peerId = peerId
    this.addresses = addresses
  }

  /** What was asked of it since its start, in this order: the harness's clock is the limit of times that a peer states. */
  get requests(): readonly NodeRequest[] {
    return this.#requests
  }

  async ask<M extends MethodName>(method: M, params: Params<M>, ms: number, signal: AbortSignal): Promise<Result<M>> {
    const { clock } = this.program
    const request: { -readonly [K in keyof NodeRequest]: NodeRequest[K] } = {
      method,
      askedMs: clock.now(),
      answeredMs: null,
    }
    this.#requests.push(request)
    const answered = () => (request.answeredMs = clock.now())
    try {
      const result = await this.program.request(method, this.name, params, ms, signal)
      answered()
      return result
    } catch (error) {
      if (error instanceof PeerFailure && error.isAnswer) answered()
      throw error
    }
  }

  /** The first such event, past or to come. Throws PeerFailure after `ms` milliseconds, or when the program ends. */
  async waitFor<E extends EventName>(
    name: E,
    matches: (data: EventData<E>) => boolean,
    ms: number,
    signal: AbortSignal,
  ): Promise<EventData<E>> {
    const find = (waiting: AbortSignal) => this.events.first(name, matches, waiting)
    try {
      return await this.program.wait({ what: `${name} event`, ms }, signal, find)
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
