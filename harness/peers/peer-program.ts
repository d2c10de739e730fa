import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { stageMs } from '../domain/stage.ts'
import type { Addresses, Exit, LabHost, LabProcess } from '../lab/lab.ts'
import { encodeRequest, excerpt, explain, parsePeerLine, type PeerLine } from '../protocol/lines.ts'
import {
  methods,
  type Hello,
  type MethodName,
  type Params,
  type Result,
  type StartOptions,
} from '../protocol/messages.ts'
import { systemClock, type Clock } from '../time/clock.ts'
import type { Deadline } from '../time/deadline.ts'
import { fromPeer } from './deadline.ts'
import { EventLog } from './event-log.ts'
import { describeExit } from './exit.ts'
import { Journal } from './journal.ts'
import { PeerFailure } from './peer-failure.ts'
import { PeerNode } from './peer-node.ts'
import { Requests } from './requests.ts'

/** How to start a peer program: the command, and the folder and environment it runs in. */
export interface PeerCommand {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** The protocol gives a program 5 s to be gone after EOF on its stdin. */
const closeDeadlineMs = 5_000

/** A running peer program, spoken to over stdio. It hosts any number of nodes. */
export class PeerProgram implements AsyncDisposable {
  readonly name: string
  readonly addresses: Addresses
  readonly clock: Clock
  readonly journal = new Journal()
  /** What it did wrong at its end, if it did: `undefined` for a program that closed in time. Set by disposal. */
  closingFault: string | undefined
  readonly #process: LabProcess
  readonly #requests = new Requests()
  readonly #nodes = new Map<string, EventLog>()
  #hello: Hello | undefined
  #lastRequest = 0
  readonly #ended = new AbortController()
  #closing = false

  private constructor(name: string, host: LabHost, { command, cwd, env }: PeerCommand, clock: Clock) {
    this.name = name
    this.addresses = host.addresses
    this.clock = clock
    this.#process = host.spawn(command, { cwd, env })
    this.#listen()
  }

  /** Starts the program and asks who it is. Throws PeerFailure; the program is gone then. */
  static async start(
    name: string,
    host: LabHost,
    command: PeerCommand,
    signal: AbortSignal,
    clock: Clock = systemClock,
  ): Promise<PeerProgram> {
    const program = new PeerProgram(name, host, command, clock)
    try {
      program.#hello = await program.request('hello', undefined, {}, stageMs('hello'), signal)
      return program
    } catch (error) {
      program.#process.kill()
      await program.#process.exited
      throw error
    }
  }

  get hello(): Hello {
    if (this.#hello === undefined) throw new Error(`${this.name} has not said hello`)
    return this.#hello
  }

  /** Why it can't be used any more, once it died or broke the protocol. */
  get failure(): PeerFailure | undefined {
    return this.#ended.signal.reason as PeerFailure | undefined
  }

  /** Aborted when it can't be used any more, with its failure as the reason. */
  get ended(): AbortSignal {
    return this.#ended.signal
  }

  async startNode(name: string, options: StartOptions, ms: number, signal: AbortSignal): Promise<PeerNode> {
    const events = new EventLog()
    this.#nodes.set(name, events)
    try {
      return new PeerNode(this, name, events, await this.request('start', name, options, ms, signal))
    } catch (error) {
      this.forget(name)
      throw error
    }
  }

  forget(node: string): void {
    this.#nodes.delete(node)
  }

  /** Asks and waits for the answer, at most `ms` milliseconds. Throws PeerFailure, or the signal's reason. */
  async request<M extends MethodName>(
    method: M,
    node: string | undefined,
    params: Params<M>,
    ms: number,
    signal: AbortSignal,
  ): Promise<Result<M>> {
    const id = `${node ?? 'program'}#${++this.#lastRequest}`
    const answer = await this.#inTime({ what: `answer to ${method}`, ms }, signal, () => {
      const answered = this.#requests.open(id)
      this.#write(encodeRequest(id, method, node, params))
      return answered
    })
    const result = methods[method].result.safeParse(answer)
    if (!result.success) throw new PeerFailure('garbage', `malformed answer to ${method}: ${explain(result.error)}`)
    return result.data as Result<M>
  }

  /** Every request has to be answered: a program that leaves one open hangs, and nothing more is asked of it. */
  async #inTime<T>(deadline: Deadline, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await fromPeer(deadline, AbortSignal.any([signal, this.ended]), work, this.clock)
    } catch (error) {
      if (error instanceof PeerFailure && error.code === 'silent') this.#fail('silent', error.message)
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    if (this.failure?.code === 'silent') {
      this.closingFault = `gave ${this.failure.message}; it was killed`
      this.#process.kill()
    }
    this.#process.stdin.end()
    const closed = await Promise.race([this.#process.exited, timeout(closeDeadlineMs)])
    if (closed === 'late') {
      this.closingFault = `still there ${closeDeadlineMs / 1000} s after end of input; it was killed`
      this.#process.kill()
      await this.#process.exited
    } else if (this.failure === undefined && !(closed.kind === 'code' && closed.code === 0)) {
      this.closingFault = `closed with ${describeExit(closed)} instead of exit code 0`
    }
  }

  #write(line: string): void {
    this.journal.record('stdin', line.trimEnd())
    this.#process.stdin.write(line)
  }

  #listen(): void {
    this.#process.stdin.on('error', () => {}) // a closed pipe: `exited` says it better
    const stdout = createInterface({ input: this.#process.stdout })
    stdout.on('line', (line) => this.#receive(line))
    createInterface({ input: this.#process.stderr }).on('line', (line) => this.journal.record('stderr', line))
    void Promise.all([this.#process.exited, once(stdout, 'close')]).then(([exit]) => {
      if (this.#closing) this.#fail('exited', 'the program has been closed')
      else this.#fail(exit.kind === 'not-started' ? 'not-started' : 'exited', this.#obituary(exit))
    })
  }

  #receive(line: string): void {
    this.journal.record('stdout', line)
    const message = parsePeerLine(line)
    switch (message.kind) {
      case 'answer':
        return this.#settle(message.id, line, ({ resolve }) => resolve(message.result))
      case 'failure':
        return this.#receiveFailure(message, line)
      case 'event':
        return this.#nodes.get(message.event.node)?.add(message.event, this.clock.now())
      case 'garbage':
        return this.#fail('garbage', `broke the peer protocol: ${message.why}`)
    }
  }

  #receiveFailure({ id, code, message }: PeerLine & { kind: 'failure' }, line: string): void {
    if (id === null) return this.#fail('garbage', `did not understand a request: ${message}`)
    this.#settle(id, line, ({ reject }) => reject(new PeerFailure(code, message)))
  }

  #settle(id: string | number, line: string, settle: (waiting: PromiseWithResolvers<Record<string, unknown>>) => void) {
    const known = typeof id === 'string' && Number(id.split('#')[1]) <= this.#lastRequest
    if (!this.#requests.settle(id, settle) && !known) {
      this.#fail('garbage', `broke the peer protocol: an answer to no request: ${excerpt(line)}`)
    }
  }

  #fail(code: PeerFailure['code'], message: string): void {
    this.#ended.abort(new PeerFailure(code, message))
  }

  #obituary(exit: Exit): string {
    const words = exit.kind === 'not-started' ? '' : this.journal.lastWords()
    return `${describeExit(exit)}${words === '' ? '' : `; its last words:\n${words}`}`
  }
}

async function timeout(ms: number): Promise<'late'> {
  const { promise, resolve } = Promise.withResolvers<'late'>()
  setTimeout(() => resolve('late'), ms).unref()
  return promise
}
