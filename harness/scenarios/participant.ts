import { PeerError, UnsupportedError } from '../domain/errors.ts'
import type { NodeEvidence, Statement } from '../domain/evidence.ts'
import type { Role } from '../domain/role.ts'
import { stageMs, type Stage } from '../domain/stage.ts'
import type { Transport } from '../domain/transport.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import type { PeerNode } from '../peers/peer-node.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import type { EventData, EventName, MethodName, Params, Result, StartOptions } from '../protocol/messages.ts'
import { stretched } from '../time/deadline.ts'
import { condensed } from './condense.ts'
import type { Key } from './keys.ts'

/** Time that a peer gets, after its own `timeoutMs`, to say that it gave up. */
const answerGraceMs = 2_000

/** What the harness knows of a node before it is started. */
export interface Casting<R extends Role> {
  readonly role: R
  readonly program: PeerProgram
  /** Unique in the attempt, and among all nodes of the program. */
  readonly name: string
  readonly key: Key
  /** Addresses of its host. */
  readonly ips: readonly string[]
  /** What stands for it where others are. */
  readonly seenAs: string | undefined
  readonly listens: readonly Transport[]
  /** When the attempt began, on the harness's clock. */
  readonly originMs: number
}

/** A node with its role in the cell: what goes wrong with it gets role and stage, and all that it says is kept. */
export class Participant<R extends Role = Role> {
  readonly role: R
  readonly name: string
  /** That of the key it was given, whatever it says. */
  readonly peerId: string
  readonly node: PeerNode
  readonly #casting: Casting<R>
  readonly #answers: Statement[]
  readonly #signal: AbortSignal
  #stopped = false

  private constructor(casting: Casting<R>, node: PeerNode, answers: Statement[], signal: AbortSignal) {
    this.role = casting.role
    this.name = casting.name
    this.peerId = casting.key.peerId
    this.node = node
    this.#casting = casting
    this.#answers = answers
    this.#signal = signal
  }

  static async start<R extends Role>(
    casting: Casting<R>,
    options: StartOptions,
    signal: AbortSignal,
  ): Promise<Participant<R>> {
    const { role, program, name, key } = casting
    const answers: Statement[] = []
    const { tls: _, keySeed: __, ...published } = { keySeed: key.seed, ...options }
    const node = await atStage(
      role,
      'start',
      async () =>
        await kept(answers, casting, 'start', published, async () => {
          const started = await program.startNode(name, { ...options, keySeed: key.seed }, stageMs('start'), signal)
          return { node: started, result: { peerId: started.peerId, addresses: started.addresses } }
        }),
    )
    return new Participant(casting, node.node, answers, signal)
  }

  /** Asks for something that the peer itself gives up after the stage's deadline. */
  async askInTime<M extends 'dial' | 'ping' | 'direct-message' | 'reserve'>(
    stage: Stage,
    method: M,
    params: Omit<Params<M>, 'timeoutMs'>,
  ): Promise<Result<M>> {
    const timeoutMs = stretched(stageMs(stage), this.node.program.clock)
    return await this.#ask(stage, method, { ...params, timeoutMs } as Params<M>, timeoutMs + answerGraceMs)
  }

  async ask<M extends MethodName>(stage: Stage, method: M, params: Params<M>): Promise<Result<M>> {
    return await this.#ask(stage, method, params, stageMs(stage))
  }

  /** Dials, and takes nobody else for the one that the address names. */
  async dial(address: string): Promise<Result<'dial'>> {
    const dialled = await this.askInTime('dial', 'dial', { address })
    const { peerId } = dialled.connection
    if (!address.endsWith(`/p2p/${peerId}`)) this.fail('dial', `dialled ${address} and reached ${peerId}`)
    return dialled
  }

  async waitFor<E extends EventName>(
    stage: Stage,
    event: E,
    matches: (data: EventData<E>) => boolean,
    ms: number = stageMs(stage),
  ): Promise<EventData<E>> {
    return await atStage(this.role, stage, async () => await this.node.waitFor(event, matches, ms, this.#signal))
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

  /** All that it has said, in the order in which the harness read it. */
  evidence(): NodeEvidence {
    const { role, name, program, key, ips, seenAs, listens, originMs } = this.#casting
    const events = this.node.events.entries.map(({ event, at, receivedMs, data }) => ({
      kind: 'event' as const,
      event,
      atMs: Math.max(0, receivedMs - originMs),
      clockMs: at,
      data: condensed(data),
    }))
    const statements = [...this.#answers, ...events].toSorted((a, b) => a.atMs - b.atMs)
    return {
      name,
      role,
      program: program.name,
      ips: [...ips],
      ...(seenAs === undefined ? {} : { seenAs: [seenAs] }),
      peerId: key.peerId,
      listens: [...listens],
      statements,
    }
  }

  get isStopped(): boolean {
    return this.#stopped
  }

  /** Stops the node, once. */
  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    await atStage(
      this.role,
      'stop',
      async () =>
        await kept(this.#answers, this.#casting, 'stop', {}, async () => {
          await this.node.stop(stageMs('stop'), this.#signal)
          return { result: {} }
        }),
    )
  }

  async #ask<M extends MethodName>(stage: Stage, method: M, params: Params<M>, ms: number): Promise<Result<M>> {
    const { result } = await atStage(
      this.role,
      stage,
      async () =>
        await kept(this.#answers, this.#casting, method, params, async () => ({
          result: await this.node.ask(method, params, ms, this.#signal),
        })),
    )
    return result
  }
}

/** Keeps what was asked, what came of it, and when. */
async function kept<T extends { readonly result: object }>(
  statements: Statement[],
  { program: { clock }, originMs }: Pick<Casting<Role>, 'program' | 'originMs'>,
  method: MethodName,
  params: object,
  ask: () => Promise<T>,
): Promise<T> {
  const now = () => Math.max(0, clock.now() - originMs)
  const asked = { kind: 'answer' as const, method, params: { ...condensed(params) }, askedMs: now() }
  try {
    const answer = await ask()
    statements.push({ ...asked, atMs: now(), result: { ...answer.result }, error: null })
    return answer
  } catch (error) {
    if (error instanceof PeerFailure) {
      statements.push({ ...asked, atMs: now(), result: null, error: { code: error.code, message: error.message } })
    }
    throw error
  }
}

async function atStage<T>(role: Role, stage: Stage, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof PeerFailure)) throw error
    if (error.code === 'unsupported') throw new UnsupportedError(role, error.message)
    throw new PeerError(role, stage, error.message, error)
  }
}
