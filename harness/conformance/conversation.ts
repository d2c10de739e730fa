import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Exit, LabHost, LabProcess } from '../lab/lab.ts'
import { fromPeer } from '../peers/deadline.ts'
import { EventLog } from '../peers/event-log.ts'
import { Journal } from '../peers/journal.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import { describeExit } from '../peers/exit.ts'
import type { PeerCommand } from '../peers/peer-program.ts'
import { Requests } from '../peers/requests.ts'
import { excerpt, explain, parsePeerLine, type RequestId } from '../protocol/lines.ts'
import {
  methods,
  type EventData,
  type EventName,
  type MethodName,
  type Params,
  type Result,
} from '../protocol/messages.ts'
import { systemClock } from '../time/clock.ts'
import { replyOf, type AnyRequest, type Reply } from './reply.ts'
import { Violation } from './rule.ts'

export const answerDeadlineMs = 5_000

/** Where an answer with id null goes. */
const nobody = 'id null'

/** Talks to a program line by line, also in lines that no orderly harness would send, and notes what breaks the protocol. */
export class Conversation {
  readonly breaches: string[] = []
  readonly ip: string
  readonly exited: Promise<Exit>
  readonly #process: LabProcess
  readonly #signal: AbortSignal
  readonly #requests = new Requests()
  readonly #asked = new Set<RequestId>()
  readonly #events = new Map<string, EventLog>()
  readonly #journal = new Journal()
  readonly #firstLogLine = Promise.withResolvers<string>()
  #running = true

  constructor(host: LabHost, { command, cwd, env }: PeerCommand, signal: AbortSignal) {
    this.ip = host.addresses.ip4
    this.#signal = signal
    this.#process = host.spawn(command, { cwd, env })
    this.exited = this.#process.exited
    this.#listen()
  }

  get running(): boolean {
    return this.#running
  }

  say(line: string | Uint8Array): void {
    this.#process.stdin.write(line)
    this.#process.stdin.write('\n')
  }

  /** Asks anything. Throws PeerFailure if no answer comes. */
  async ask(request: AnyRequest, ms = answerDeadlineMs): Promise<Reply> {
    const id = request.id ?? `request-${this.#asked.size + 1}`
    this.#asked.add(id)
    const answer = this.#requests.open(id)
    this.say(JSON.stringify({ ...request, id }))
    return await replyOf(this.#inTime(`answer to ${request.method}`, ms, () => answer))
  }

  /** Says something that is not a request, and waits for the answer with id null, or with `orId`. */
  async babble(line: string | Uint8Array, orId: RequestId = nobody): Promise<Reply> {
    const answer = Promise.race([...new Set([nobody, orId])].map((id) => this.#requests.open(id)))
    this.say(line)
    return await replyOf(this.#inTime('answer with id null', answerDeadlineMs, () => answer))
  }

  /** Says something that may be answered with id null, or not at all. */
  mutter(line: string): void {
    this.#requests.open(nobody).catch(() => {})
    this.say(line)
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
  ) {
    return await this.#inTime(`${name} event`, ms, (signal) => this.events(node).first(name, matches, signal))
  }

  events(node: string): EventLog {
    const log = this.#events.get(node) ?? new EventLog()
    this.#events.set(node, log)
    return log
  }

  /** Waits for the program's end. Throws PeerFailure when it doesn't come. */
  async end(ms: number): Promise<Exit> {
    return await this.#inTime('end of the program', ms, () => this.exited)
  }

  /** The first line on stderr, past or to come. */
  async firstLogLine(): Promise<string> {
    return await this.#inTime('line on stderr', answerDeadlineMs, () => this.#firstLogLine.promise)
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

  async #inTime<T>(what: string, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return await fromPeer({ what, ms }, this.#signal, work, systemClock)
  }

  #listen(): void {
    this.#process.stdin.on('error', () => {}) // a closed pipe: `exited` says it better
    const stdout = createInterface({ input: this.#process.stdout })
    stdout.on('line', (line) => this.#receive(line))
    createInterface({ input: this.#process.stderr }).on('line', (line) => {
      this.#journal.record('stderr', line)
      this.#firstLogLine.resolve(line)
    })
    void Promise.all([this.exited, once(stdout, 'close')]).then(([exit]) => {
      this.#running = false
      this.#requests.failAll(
        new PeerFailure(exit.kind === 'not-started' ? 'not-started' : 'exited', this.#obituary(exit)),
      )
    })
  }

  #receive(line: string): void {
    const message = parsePeerLine(line)
    switch (message.kind) {
      case 'answer':
        return this.#settle(message.id, line, ({ resolve }) => resolve(message.result))
      case 'failure':
        return this.#settle(message.id ?? nobody, line, ({ reject }) =>
          reject(new PeerFailure(message.code, message.message)),
        )
      case 'event':
        return this.events(message.event.node).add(message.event, systemClock.now())
      case 'garbage':
        this.breaches.push(message.why)
    }
  }

  #settle(id: RequestId, line: string, settle: (waiting: PromiseWithResolvers<Record<string, unknown>>) => void): void {
    if (this.#requests.settle(id, settle)) return
    const why = this.#asked.has(id) ? 'a second or late answer' : 'an answer that nobody asked for'
    this.breaches.push(`${why}: ${excerpt(line)}`)
  }

  #obituary(exit: Exit): string {
    const words = this.#journal.lastWords()
    return `${describeExit(exit)}${words === '' || exit.kind === 'not-started' ? '' : `; its last words:\n${words}`}`
  }
}
