import { PeerError, UnsupportedError } from '../domain/errors.ts'
import type { Role } from '../domain/outcome.ts'
import { stageDeadlines, type Stage } from '../domain/stage.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import type { PeerNode } from '../peers/peer-node.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import type { EventData, EventName, MethodName, Params, Result, StartOptions } from '../protocol/messages.ts'

/** Time that a peer gets, after its own `timeoutMs`, to say that it gave up. */
const answerGraceMs = 2_000

/** A node with its role in the cell: what goes wrong with it is told with role and stage. */
export class Participant<R extends Role = Role> {
  readonly role: R
  readonly node: PeerNode
  readonly #signal: AbortSignal
  #stopped = false

  private constructor(role: R, node: PeerNode, signal: AbortSignal) {
    this.role = role
    this.node = node
    this.#signal = signal
  }

  static async start<R extends Role>(
    role: R,
    program: PeerProgram,
    name: string,
    options: StartOptions,
    signal: AbortSignal,
  ): Promise<Participant<R>> {
    const node = await atStage(role, 'start', program.startNode(name, options, stageDeadlines.start, signal))
    return new Participant(role, node, signal)
  }

  get peerId(): string {
    return this.node.peerId
  }

  /** Asks for something that the peer itself gives up after the stage's deadline. */
  async askInTime<M extends 'dial' | 'ping' | 'direct-message' | 'reserve'>(
    stage: Stage,
    method: M,
    params: Omit<Params<M>, 'timeoutMs'>,
  ): Promise<Result<M>> {
    const timeoutMs = stageDeadlines[stage]
    const answer = this.node.ask(method, { ...params, timeoutMs } as Params<M>, timeoutMs + answerGraceMs, this.#signal)
    return await atStage(this.role, stage, answer)
  }

  /** Dials, and takes nobody else for the one that the address names. */
  async dial(address: string): Promise<Result<'dial'>> {
    const dialled = await this.askInTime('dial', 'dial', { address })
    const { peerId } = dialled.connection
    if (!address.endsWith(`/p2p/${peerId}`)) this.fail('dial', `dialled ${address} and reached ${peerId}`)
    return dialled
  }

  async ask<M extends MethodName>(stage: Stage, method: M, params: Params<M>): Promise<Result<M>> {
    return await atStage(this.role, stage, this.node.ask(method, params, stageDeadlines[stage], this.#signal))
  }

  async waitFor<E extends EventName>(
    stage: Stage,
    event: E,
    matches: (data: EventData<E>) => boolean,
    ms: number = stageDeadlines[stage],
  ): Promise<EventData<E>> {
    return await atStage(this.role, stage, this.node.waitFor(event, matches, ms, this.#signal))
  }

  /** The events of that name so far. */
  seen<E extends EventName>(event: E): readonly EventData<E>[] {
    return this.node.events.all(event)
  }

  fail(stage: Stage, message: string): never {
    throw new PeerError(this.role, stage, message)
  }

  /** The first address it can be dialled at. */
  address(stage: Stage): string {
    return this.node.addresses[0] ?? this.fail(stage, 'started without an address to dial')
  }

  /** Stops the node, once. */
  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    await atStage(this.role, 'stop', this.node.stop(stageDeadlines.stop, this.#signal))
  }
}

async function atStage<T>(role: Role, stage: Stage, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof PeerFailure)) throw error
    if (error.code === 'unsupported') throw new UnsupportedError(role, error.message)
    throw new PeerError(role, stage, error.message, error)
  }
}
