import { stageMs } from '../domain/stage.ts'
import type { Contents } from '../lab/contents.ts'
import type { Addresses, LabHost } from '../lab/lab.ts'
import { encodeRequest, explain } from '../protocol/lines.ts'
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
import { closingFault } from './closing-fault.ts'
import { Conversation } from './conversation.ts'
import type { Journal } from './journal.ts'
import { PeerFailure } from './peer-failure.ts'
import { PeerNode } from './peer-node.ts'

/** How to start a peer program: the command, and the folder and environment it runs in. */
export interface PeerCommand {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** What it needs in a host that has files of its own. */
  readonly contents?: Contents
}

/** A running peer program, spoken to over stdio. It hosts any number of nodes. */
export class PeerProgram implements AsyncDisposable {
  readonly name: string
  readonly addresses: Addresses
  /** What it did wrong at its end, or while nobody asked anything of it: `undefined` if nothing. Set by disposal. */
  closingFault: string | undefined
  readonly #conversation: Conversation
  #hello: Hello | undefined
  #lastRequest = 0
  #breach: PeerFailure | undefined
  #failedMs: number | undefined
  /** Whether somebody who waited for the program knows of its failure. */
  #failureIsKnown = false
  #closing: Promise<void> | undefined

  private constructor(name: string, host: LabHost, { command, ...options }: PeerCommand, clock: Clock) {
    this.name = name
    this.addresses = host.addresses
    this.#conversation = new Conversation(host.spawn(command, options), {
      clock,
      onBreach: ({ why }) => this.#breached(`broke the peer protocol: ${why}`),
      describeEnd: () => `exited ${this.#moment()}`,
    })
    this.ended.addEventListener('abort', () => (this.#failedMs = clock.now()))
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
      await program.#conversation.close(0)
      throw error
    }
  }

  get hello(): Hello {
    if (this.#hello === undefined) throw new Error(`${this.name} has not said hello`)
    return this.#hello
  }

  get clock(): Clock {
    return this.#conversation.clock
  }

  get journal(): Journal {
    return this.#conversation.journal
  }

  /** Why it can't be used any more, once it died or broke the protocol. */
  get failure(): PeerFailure | undefined {
    return this.#conversation.failure
  }

  /** When it failed, on the harness's clock. */
  get failedMs(): number | undefined {
    return this.#failedMs
  }

  /** Aborted when it can't be used any more, with its failure as the reason. */
  get ended(): AbortSignal {
    return this.#conversation.ended
  }

  async startNode(name: string, options: StartOptions, ms: number, signal: AbortSignal): Promise<PeerNode> {
    const events = this.#conversation.eventsOf(name)
    try {
      return new PeerNode(this, name, events, await this.request('start', name, options, ms, signal))
    } catch (error) {
      this.forget(name)
      throw error
    }
  }

  forget(node: string): void {
    this.#conversation.forget(node)
  }

  /** Asks and waits for the answer, at most `ms` milliseconds. Throws PeerFailure, or the signal's reason. */
  async request<M extends MethodName>(
    method: M,
    node: string | undefined,
    params: Params<M>,
    ms: number,
    signal: AbortSignal,
  ): Promise<Result<M>> {
    try {
      return await this.#ask(method, node, params, ms, signal)
    } catch (error) {
      // Every request has to be answered: a program that leaves one open hangs, and nothing more is asked of it.
      if (error instanceof PeerFailure && error.code === 'silent') this.#conversation.end(error)
      throw this.#known(error)
    }
  }

  /** Waits for something to come of the program. Throws PeerFailure if it does not come or the program ends. */
  async wait<T>(deadline: Deadline, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.#conversation.wait(deadline, signal, work)
    } catch (error) {
      throw this.#known(error)
    }
  }

  /** Whether it is still in order: its failure, if that shows within so many milliseconds. A slow answer is none. */
  async failureWithin(ms: number, signal: AbortSignal): Promise<PeerFailure | undefined> {
    try {
      await this.#ask('hello', undefined, {}, ms, signal)
    } catch (error) {
      this.#known(error)
    }
    return this.failure
  }

  /** Bounded in time, whatever the program does. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close()
    await this.#closing
  }

  async #close(): Promise<void> {
    const { failure } = this
    const ending = await this.#conversation.close(failure?.code === 'silent' ? 0 : undefined)
    this.closingFault = closingFault(failure ?? this.#breach, this.#failureIsKnown, ending)
  }

  async #ask<M extends MethodName>(
    method: M,
    node: string | undefined,
    params: Params<M>,
    ms: number,
    signal: AbortSignal,
  ): Promise<Result<M>> {
    const id = `${node ?? 'program'}#${++this.#lastRequest}`
    const line = encodeRequest(id, method, node, params)
    const reply = await this.#conversation.ask(
      line,
      [id],
      { method, node },
      { what: `answer to ${method}`, ms },
      signal,
    )
    if (reply.kind === 'error') throw new PeerFailure(reply.code, reply.message)
    const result = methods[method].result.safeParse(reply.result)
    if (!result.success) throw new PeerFailure('garbage', `malformed answer to ${method}: ${explain(result.error)}`)
    return result.data as Result<M>
  }

  #breached(message: string): void {
    this.#breach ??= new PeerFailure('garbage', message)
    this.#conversation.end(this.#breach)
  }

  #known(error: unknown): unknown {
    if (error === this.failure) this.#failureIsKnown = true
    return error
  }

  #moment(): string {
    if (this.#hello === undefined) return 'before it said hello,'
    return this.#conversation.idle ? 'while nothing was asked of it,' : 'in mid-cell'
  }
}
