import path from 'node:path'
import type { ImplementationId } from '../domain/cell.ts'
import type { Role } from '../domain/role.ts'
import type { Problem } from '../domain/run.ts'
import type { Site } from '../lab/lab.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import { PeerProgram, type PeerCommand } from '../peers/peer-program.ts'
import type { Hello } from '../protocol/messages.ts'
import type { Clock } from '../time/clock.ts'
import { fileName } from './file-name.ts'

/** A program on a host of its own; disposing of it closes both. */
export interface RunningProgram extends AsyncDisposable {
  readonly program: PeerProgram
}

export interface PoolEvents {
  onHello(id: ImplementationId, hello: Hello): void
  onStartFailed(id: ImplementationId, message: string): void
  onProblem(problem: Problem): void
}

/** The peer programs at a site: one for each implementation, role and network that cells share, and any number of separate ones. */
export class ProgramPool implements AsyncDisposable {
  readonly #site: Site
  readonly #folder: string
  readonly #commands: ReadonlyMap<ImplementationId, PeerCommand>
  readonly #clock: Clock
  readonly #events: PoolEvents
  readonly #signal: AbortSignal
  readonly #shared = new Map<string, Promise<RunningProgram>>()
  readonly #retired: Promise<void>[] = []
  #started = 0

  /** `folder` is the run's: a program may leave artifacts of its own there, such as screenshots. */
  constructor(
    site: Site,
    folder: string,
    commands: ReadonlyMap<ImplementationId, PeerCommand>,
    clock: Clock,
    events: PoolEvents,
    signal: AbortSignal,
  ) {
    this.#site = site
    this.#folder = folder
    this.#commands = commands
    this.#clock = clock
    this.#events = events
    this.#signal = signal
  }

  /** The program that all cells share; a new one when the last one died. Throws PeerFailure when it doesn't start. */
  async shared(id: ImplementationId, role: Role, network: string): Promise<PeerProgram> {
    const key = `${id}-${role}-${network}`
    const running = this.#shared.get(key)
    const usable = running !== undefined && (await isUsable(running))
    if (usable) return (await running).program
    if (running !== undefined && this.#shared.get(key) === running) {
      this.#retired.push(this.#retire(running))
      this.#shared.delete(key)
    }
    const started = this.#shared.get(key) ?? this.separate(id, role, network)
    started.catch(() => {}) // whoever awaits it gets it
    this.#shared.set(key, started)
    return (await started).program
  }

  /** A program of the caller's own. */
  async separate(id: ImplementationId, role: Role, network: string): Promise<RunningProgram> {
    const command = this.#commands.get(id)
    if (command === undefined) throw new PeerFailure('not-started', `${id} is not ready`)
    const name = `${id}-${role}-${++this.#started}`
    const host = await this.#site.addHost(name, network, this.#signal)
    try {
      const env = { ...command.env, CONNECTIVITY_ARTIFACTS: path.join(this.#folder, 'programs', fileName(name)) }
      const program = await PeerProgram.start(name, host, { ...command, env }, this.#signal, this.#clock)
      this.#events.onHello(id, program.hello)
      return { program, [Symbol.asyncDispose]: () => this.#close(program, host) }
    } catch (error) {
      if (error instanceof PeerFailure) this.#events.onStartFailed(id, error.message)
      await host[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Ends the shared programs; whoever asks for one next gets a new one. */
  async rest(): Promise<void> {
    const running = [...this.#shared.values()]
    this.#shared.clear()
    await Promise.all([...this.#retired.splice(0), ...running.map(async (one) => await this.#retire(one))])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.rest()
  }

  async #retire(starting: Promise<RunningProgram>): Promise<void> {
    const running = await starting.catch(() => undefined)
    await running?.[Symbol.asyncDispose]()
  }

  async #close(program: PeerProgram, host: AsyncDisposable): Promise<void> {
    await program[Symbol.asyncDispose]()
    if (program.closingFault !== undefined) {
      this.#events.onProblem({ program: program.name, message: program.closingFault })
    }
    await host[Symbol.asyncDispose]()
  }
}

/** A program that did not start stays as it is: asking again would only take as long to fail again. */
async function isUsable(starting: Promise<RunningProgram>): Promise<boolean> {
  const running = await starting.catch(() => undefined)
  return running === undefined || running.program.failure === undefined
}
