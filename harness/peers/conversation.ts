import type { Exit, LabProcess } from '../lab/lab.ts'
import { Exchange, type Asked, type Breach, type Reply } from '../protocol/exchange.ts'
import type { PeerEvent, RequestId } from '../protocol/lines.ts'
import { readLog, readOutput, type OutputLine } from '../protocol/read-lines.ts'
import type { Clock } from '../time/clock.ts'
import type { Deadline } from '../time/deadline.ts'
import { fromPeer } from './deadline.ts'
import { EventLog } from './event-log.ts'
import { describeExit } from './exit.ts'
import { Journal } from './journal.ts'
import { PeerFailure } from './peer-failure.ts'
import { endProcess, ownEnd, type Ending } from './process-end.ts'

export interface ConversationOptions {
  readonly clock: Clock
  /** The program broke the protocol. */
  readonly onBreach: (breach: Breach) => void
  /** Called when it has ended: what it did, before `with exit code 7`. */
  readonly describeEnd: () => string
}

/** What waits in a pipe that the program does not read, at most. */
const mostUnreadBytes = 4 * 1024 * 1024

/** Speaks with one peer program over its stdio, by the rules of an exchange. What becomes of a breach is the owner's affair. */
export class Conversation {
  readonly journal = new Journal()
  /** The first line on stderr. Never comes if there is none. */
  readonly firstLogLine: Promise<string>
  readonly clock: Clock
  readonly #process: LabProcess
  readonly #exchange = new Exchange()
  readonly #waiting = new Map<RequestId | null, (reply: Reply) => void>()
  readonly #events = new Map<string, EventLog>()
  readonly #ended = new AbortController()
  readonly #onBreach: (breach: Breach) => void
  /** Its end has come, and all that it said is heard. */
  readonly #watched: Promise<void>
  #unfinished: OutputLine | undefined

  constructor(process: LabProcess, { clock, onBreach, describeEnd }: ConversationOptions) {
    this.#process = process
    this.clock = clock
    this.#onBreach = onBreach
    process.stdin.on('error', () => {}) // a closed pipe: its end tells more
    const outputClosed = readOutput(process.stdout, (line) => this.#hear(line))
    const firstLogLine = Promise.withResolvers<string>()
    this.firstLogLine = firstLogLine.promise
    void readLog(process.stderr, (line) => {
      this.journal.record('stderr', line)
      firstLogLine.resolve(line)
    })
    this.#watched = this.#watch(outputClosed, describeEnd)
  }

  /** Aborted once nothing more can be said, with a PeerFailure as its reason. */
  get ended(): AbortSignal {
    return this.#ended.signal
  }

  get failure(): PeerFailure | undefined {
    return this.ended.reason as PeerFailure | undefined
  }

  /** Nothing is asked of the program: no answer is awaited and no node is there. */
  get idle(): boolean {
    return this.#exchange.idle
  }

  /** Everything that a node of that name has reported. */
  eventsOf(node: string): EventLog {
    const log = this.#events.get(node) ?? new EventLog()
    this.#events.set(node, log)
    return log
  }

  forget(node: string): void {
    this.#events.delete(node)
  }

  /** Writes a line; the answer to any of these ids is the answer to it. Throws PeerFailure `silent` if none comes. */
  async ask(
    line: string | Uint8Array,
    ids: readonly (RequestId | null)[],
    about: Asked,
    deadline: Deadline,
    signal: AbortSignal,
  ): Promise<Reply> {
    const { promise, resolve } = Promise.withResolvers<Reply>()
    for (const id of ids) {
      this.#exchange.asked(id, about)
      this.#waiting.set(id, (reply) => {
        for (const other of ids) if (other !== id) this.#exchange.withdraw(other)
        resolve(reply)
      })
    }
    try {
      return await this.wait(deadline, signal, () => {
        this.say(line)
        return promise
      })
    } catch (error) {
      for (const id of ids) this.#exchange.giveUp(id)
      throw this.#isDeaf(error) ? new PeerFailure('silent', `${error.message}: it does not read its input`) : error
    } finally {
      for (const id of ids) this.#waiting.delete(id)
    }
  }

  /** Waits for something to come of the program. Throws PeerFailure if it does not, or when the program ends. */
  async wait<T>(deadline: Deadline, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return await fromPeer(deadline, AbortSignal.any([signal, this.ended]), work, this.clock)
  }

  /** Writes a line that may be answered with id null, or not at all. */
  mutter(line: string): void {
    this.#exchange.asked(null, { method: '' })
    this.#exchange.giveUp(null)
    this.say(line)
  }

  /** Writes a line and its end. Never waits for the program to read it; what it leaves unread is bounded. */
  say(line: string | Uint8Array): void {
    const { stdin } = this.#process
    this.journal.record('stdin', typeof line === 'string' ? line : new TextDecoder().decode(line))
    if (stdin.writableLength > mostUnreadBytes) return // it is deaf: no answer will come
    stdin.write(line)
    stdin.write('\n')
  }

  /** Nothing more can be said, and this is why, unless there was a reason before. */
  end(failure: PeerFailure): void {
    this.#ended.abort(failure)
  }

  /**
   * Ends the program too, in bounded time. `graceMs` is for the program to end by itself when its input ends. Lets go
   * of its streams, whatever else holds them.
   */
  async close(graceMs?: number): Promise<Ending> {
    this.end(new PeerFailure('exited', 'the program has been closed'))
    const ending = await endProcess(this.#process, this.clock, graceMs)
    if (ending.kind !== 'left behind') await this.#watched
    const { stdin, stdout, stderr } = this.#process
    for (const stream of [stdin, stdout, stderr]) stream.destroy()
    return ending
  }

  /** Kills the program, and reads no more of what it says. */
  kill(): void {
    this.#process.stdout.destroy()
    this.#process.kill()
  }

  async #watch(outputClosed: Promise<void>, describeEnd: () => string): Promise<void> {
    const end = await ownEnd(this.#process.exited, outputClosed, this.clock)
    if (end === 'output closed') return this.end(new PeerFailure('exited', 'closed its output and goes on running'))
    if (end.kind === 'not-started' || end.kind === 'lost') {
      return this.end(new PeerFailure(end.kind, describeExit(end)))
    }
    if (this.#unfinished !== undefined && isOrderly(end)) this.#judge(this.#unfinished)
    this.end(new PeerFailure('exited', this.#obituary(`${describeEnd()} with ${describeExit(end)}`)))
  }

  #isDeaf(error: unknown): error is PeerFailure {
    return error instanceof PeerFailure && error.code === 'silent' && this.#process.stdin.writableLength > 0
  }

  #hear(line: OutputLine): void {
    this.journal.record('stdout', line.text)
    if (line.kind === 'unfinished') this.#unfinished = line
    else this.#judge(line)
  }

  #judge(line: OutputLine): void {
    const heard = this.#exchange.heard(line)
    switch (heard.kind) {
      case 'reply':
        if (!this.ended.aborted) this.#waiting.get(heard.id)?.(heard.reply)
        return
      case 'event':
        return this.#log(heard.event)
      case 'late':
        return
      case 'breach':
        if (heard.flood) this.kill()
        this.#onBreach(heard)
        if (heard.event !== undefined) this.#log(heard.event)
    }
  }

  #log(event: PeerEvent): void {
    if (!this.ended.aborted) this.eventsOf(event.node).add(event, this.clock.now())
  }

  #obituary(end: string): string {
    const words = this.journal.lastWords()
    return words === '' ? end : `${end}; its last words:\n${words}`
  }
}

/** A program that crashes may well do so within a line: then that is the news. */
function isOrderly(exit: Exit): boolean {
  return exit.kind === 'code' && exit.code === 0
}
