import type { Container } from 'dockerode'
import { PassThrough, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { UserError } from '../../domain/errors.ts'
import type { Exit, LabProcess } from '../lab.ts'
import { demultiplex } from './demultiplex.ts'
import { connect, isGone, isNoContainer, saidBy } from './engine.ts'
import { exitOf, isProgramsFault, startFailure } from './exit-status.ts'
import type { ContainerOrder } from './peer-container.ts'

/** What is kept of output that nobody reads, in this process; the rest stays in the engine. */
const kept = { highWaterMark: 1024 * 1024 }

/** All that a container is started with but what becomes of it then; `null`: it was called off. */
export type Ordering = () => Promise<Omit<ContainerOrder, 'onCreated'>>

/** A program in a container of its own: the container ends with it. */
export class ContainerProcess implements LabProcess {
  readonly stdin = new PassThrough()
  readonly stdout = new PassThrough(kept)
  readonly stderr = new PassThrough(kept)
  readonly exited: Promise<Exit>
  /** The engine has nothing of it any more: its address is free. Never rejects. */
  readonly gone: Promise<void>
  /** As the engine's machine has it, once it runs; `undefined`: it has ended before. Never rejects. */
  readonly pid: Promise<number | undefined>
  #container: Container | undefined
  #status: Promise<{ readonly StatusCode: number }> | undefined
  #started = false
  readonly #tellPid: (pid: number | undefined) => void
  #killed = false

  constructor(ordering: Ordering) {
    this.exited = this.#run(ordering).catch((error: unknown) => this.#givenUp(error))
    const { promise, resolve } = Promise.withResolvers<number | undefined>()
    this.pid = promise
    this.#tellPid = resolve
    this.gone = this.exited.then(async () => await this.#removal())
  }

  kill(): void {
    this.#killed = true
    if (this.#started) void this.#container?.kill().catch(ignoreGone)
  }

  async #run(ordering: Ordering): Promise<Exit> {
    const [{ PeerContainer }, order] = await Promise.all([import('./peer-container.ts'), ordering()])
    if (this.#killed) return { kind: 'signal', signal: 'SIGKILL' }
    const onCreated = (container: Container, stream: NodeJS.ReadWriteStream) => this.#attach(container, stream)
    await new PeerContainer({ ...order, onCreated }).start().catch(async (error: unknown) => {
      const endedAtOnce = this.#container !== undefined && isNoContainer(error)
      if (!endedAtOnce) throw error
    })
    this.#started = true
    void this.#findPid()
    if (this.#killed) this.kill()
    const status = await this.#status
    const exit = exitOf(status?.StatusCode ?? 0)
    if (exit.kind !== 'signal' || this.#killed || this.#container === undefined) return exit
    return (await ranOutOfMemory(this.#container.id)) ? { ...exit, why: 'out of memory' } : exit
  }

  #attach(container: Container, stream: NodeJS.ReadWriteStream): void {
    this.#container = container
    this.#status = container.wait({ condition: 'next-exit' })
    this.#status.catch(() => {}) // whoever awaits it gets it
    stream.on('error', () => {}) // `exited` says what became of it
    this.stdin.on('error', () => {}).pipe(stream)
    const heard = demultiplex(stream as unknown as Readable, this.stdout, this.stderr)
    void Promise.allSettled([heard, this.#status]).then(() => this.#endOutput())
  }

  /** An engine that goes away cuts the output first, which is not the program's doing. */
  #endOutput(): void {
    this.stdout.end()
    this.stderr.end()
  }

  async #findPid(): Promise<void> {
    const seen = await this.#container?.inspect().catch(() => undefined)
    this.#tellPid(seen?.State.Pid)
  }

  async #removal(): Promise<void> {
    await this.#container?.wait({ condition: 'removed' }).catch(() => {})
  }

  async #givenUp(error: unknown): Promise<Exit> {
    await this.#container?.remove({ force: true }).catch(() => {}) // the warden tries again
    this.stdin.destroy()
    this.#endOutput()
    this.#tellPid(undefined)
    const said = saidBy(error)
    if (error instanceof UserError || isProgramsFault(said)) return { kind: 'not-started', message: startFailure(said) }
    return { kind: 'lost', message: `the container engine lost ${this.#started ? 'it' : 'it before it ran'}: ${said}` }
  }
}

/** The engine remembers what happened lately; of a container that it has removed it knows nothing else. */
async function ranOutOfMemory(id: string): Promise<boolean> {
  try {
    const until = Math.ceil(Date.now() / 1000)
    const filters = { container: [id], event: ['oom'] }
    const events = await connect().getEvents({ since: until - rememberedSeconds, until, filters })
    return (await text(events)) !== ''
  } catch {
    return false
  }
}

const rememberedSeconds = 30

function ignoreGone(error: unknown): void {
  if (!isGone(error)) throw error
}
