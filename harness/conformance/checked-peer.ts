import type { Exit, LabHost, LabProcess } from '../lab/lab.ts'
import { Conversation } from '../peers/conversation.ts'
import type { EventLog } from '../peers/event-log.ts'
import { fromPeer } from '../peers/deadline.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import type { PeerCommand } from '../peers/peer-program.ts'
import type { Asked, Breach, Reply } from '../protocol/exchange.ts'
import { explain, type RequestId } from '../protocol/lines.ts'
import {
  methods,
  type EventData,
  type EventName,
  type MethodName,
  type Params,
  type Result,
} from '../protocol/messages.ts'
import { systemClock } from '../time/clock.ts'
import { Violation } from './rule.ts'

export const answerDeadlineMs = 5_000

/** A program that breaks the protocol so often is not listened to any longer. */
const mostBreaches = 1_000

/** A request as it goes out, right or wrong. */
export interface AnyRequest {
  readonly id?: RequestId
  readonly method: string
  readonly node?: string
  readonly params?: unknown
}

/** A program under check: it also hears what no orderly harness would say, and what breaks the protocol is noted. */
export class CheckedPeer {
  readonly breaches: Breach[] = []
  readonly ip: string
  readonly exited: Promise<Exit>
  readonly #process: LabProcess
  readonly #signal: AbortSignal
  readonly #conversation: Conversation
  #requests = 0

  constructor(host: LabHost, { command, ...options }: PeerCommand, signal: AbortSignal) {
    this.ip = host.addresses.ip4
    this.#signal = signal
    this.#process = host.spawn(command, options)
    this.exited = this.#process.exited
    this.#conversation = new Conversation(this.#process, {
      clock: systemClock,
      onBreach: (breach) => this.#note(breach),
      describeEnd: () => 'exited',
    })
  }

  get running(): boolean {
    return this.#conversation.failure === undefined
  }

  /** Asks anything. Throws PeerFailure if no answer comes. */
  async ask(request: AnyRequest, ms = answerDeadlineMs): Promise<Reply> {
    const id = request.id ?? `request-${++this.#requests}`
    return await this.askIn(JSON.stringify({ ...request, id }), id, request, ms)
  }

  /** Asks in a line of the caller's own. */
  async askIn(line: string, id: RequestId, about: Asked = { method: 'hello' }, ms = answerDeadlineMs): Promise<Reply> {
    const deadline = { what: `answer to ${about.method}`, ms }
    return await this.#conversation.ask(line, [id], about, deadline, this.#signal)
  }

  /** Says something that is not a request, and waits for the answer with id null, or with `orId`. */
  async babble(line: string | Uint8Array, orId: RequestId | null = null): Promise<Reply> {
    const deadline = { what: 'answer with id null', ms: answerDeadlineMs }
    return await this.#conversation.ask(line, [...new Set([null, orId])], { method: '' }, deadline, this.#signal)
  }

  /** Says something that may be answered with id null, or not at all. */
  mutter(line: string): void {
    this.#conversation.mutter(line)
  }

  /** Says something to which nobody will hear the answer. */
  say(line: string): void {
    this.#conversation.say(line)
  }

  /** Asks, and takes nothing but a well-formed result. */
  async result<M extends MethodName>(
    method: M,
    node: string | undefined,
    params: Params<M>,
    ms = answerDeadlineMs,
  ): Promise<Result<M>> {
    const reply = await this.ask({ method, ...(node === undefined ? {} : { node }), params }, ms)
    if (reply.kind === 'error') throw new Violation(`answered ${method} with ${reply.code}: ${reply.message}`)
    const parsed = methods[method].result.safeParse(reply.result)
    if (!parsed.success) throw new Violation(`malformed answer to ${method}: ${explain(parsed.error)}`)
    return parsed.data as Result<M>
  }

  async event<E extends EventName>(
    node: string,
    name: E,
    matches: (data: EventData<E>) => boolean,
    ms = answerDeadlineMs,
  ): Promise<EventData<E>> {
    const find = (signal: AbortSignal) => this.events(node).first(name, matches, signal)
    return await this.#conversation.wait({ what: `${name} event`, ms }, this.#signal, find)
  }

  events(node: string): EventLog {
    return this.#conversation.eventsOf(node)
  }

  /** Waits for the program's end. Throws PeerFailure when it doesn't come. */
  async end(ms: number): Promise<Exit> {
    return await fromPeer({ what: 'end of the program', ms }, this.#signal, () => this.exited, systemClock)
  }

  /** The first line on stderr, past or to come. */
  async firstLogLine(): Promise<string> {
    const deadline = { what: 'line on stderr', ms: answerDeadlineMs }
    return await this.#conversation.wait(deadline, this.#signal, () => this.#conversation.firstLogLine)
  }

  endInput(): void {
    this.#process.stdin.end()
  }

  closeOutput(): void {
    this.#process.stdout.destroy()
  }

  kill(): void {
    this.#process.kill()
  }

  #note(breach: Breach): void {
    this.breaches.push(breach)
    if (!breach.flood && this.breaches.length < mostBreaches) return
    this.#conversation.end(new PeerFailure('garbage', `breaks the protocol without end: ${breach.why}`))
    this.#conversation.kill()
  }
}
