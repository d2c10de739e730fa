import { createInterface } from 'node:readline'
import { within } from '../../time/deadline.ts'
import type { LabProcess } from '../lab.ts'
import { dyingWithParent } from '../launcher.ts'
import { startProgram } from '../program.ts'
import { findTool } from '../tools.ts'
import type { Flow, Witness } from '../witness.ts'
import type { Anchor } from './anchor.ts'
import { byPort, counting, parseListing, type Counting } from './counters.ts'
import { enter, type Access } from './enter.ts'

interface Reading extends PromiseWithResolvers<readonly Flow[]> {
  /** Flows that were forgotten since it was asked for: its answer lists them still. */
  readonly forgotten: Set<string>
}

const answerDeadline = { what: 'answer of the wire witness', ms: 10_000 }

/**
 * Flow counters of the bridges in the hub's namespace, read through one `nft -i` that lives as long as the site: it
 * takes a command a line, in order, and answers each listing with a line of JSON.
 */
export class NftWitness implements Witness, AsyncDisposable {
  readonly #process: LabProcess
  readonly #counting: Counting
  #current: Reading | undefined
  /** Shared by all who came too late for the current one. */
  #next: Reading | undefined
  /** Flows that the kernel has, as far as is known. */
  #live = new Set<string>()
  #fault: Error | undefined

  private constructor(process: LabProcess, counting: Counting) {
    this.#process = process
    this.#counting = counting
    createInterface({ input: process.stdout }).on('line', (line) => this.#receive(line))
    createInterface({ input: process.stderr }).on('line', (line) => this.#fail(`says: ${line}`))
    void process.exited.then((exit) => this.#fail(`has ended: ${JSON.stringify(exit)}`))
  }

  /** Counts from now on. Throws what nft complained about. */
  static async start(hub: Anchor, access: Access, networks: readonly string[], signal: AbortSignal) {
    const command = [
      ...enter(hub, access, '--net', '--pid'),
      ...dyingWithParent(),
      findTool('nft') ?? 'nft',
      '-j',
      '-i',
    ]
    // It keeps a history of commands below HOME.
    const process = startProgram(command, { cwd: '/', env: { HOME: '/dev/null', LC_ALL: 'C' }, awaited: true })
    return await NftWitness.by(process, counting(networks.map(byPort)), signal)
  }

  /** By a running `nft -j -i`, or what behaves like one. */
  static async by(process: LabProcess, counting: Counting, signal: AbortSignal): Promise<NftWitness> {
    await using starting = new AsyncDisposableStack()
    const witness = starting.use(new NftWitness(process, counting))
    witness.#write(counting.rules)
    await witness.flows(signal)
    starting.move()
    return witness
  }

  async flows(signal: AbortSignal): Promise<readonly Flow[]> {
    return await within(answerDeadline, signal, () => this.#read())
  }

  forget(flows: readonly Flow[]): void {
    const live = flows.filter((flow) => this.#live.delete(keyOf(flow)))
    for (const flow of live) this.#current?.forgotten.add(keyOf(flow))
    this.#write(this.#counting.deletion(live))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.stdin.end()
    await this.#process.exited
  }

  /** An answer that was asked for before is too old; one reading at a time is under way, and one waits for it. */
  async #read(): Promise<readonly Flow[]> {
    if (this.#fault !== undefined) throw this.#fault
    if (this.#current !== undefined) return await (this.#next ??= newReading()).promise
    return await this.#ask(newReading()).promise
  }

  #ask(reading: Reading): Reading {
    this.#current = reading
    this.#write([this.#counting.listing])
    return reading
  }

  #receive(line: string): void {
    const start = line.indexOf('{"nftables"') // some builds print their prompt first
    if (start < 0) return
    try {
      this.#answer(parseListing(line.slice(start)))
    } catch (cause) {
      this.#fail(`can't be understood: ${line.slice(start, start + 200)}`, cause)
    }
  }

  #answer(flows: readonly Flow[]): void {
    const reading = this.#current
    this.#live = new Set(flows.map(keyOf)).difference(reading?.forgotten ?? new Set())
    reading?.resolve(flows)
    this.#current = undefined
    if (this.#next !== undefined) this.#ask(this.#next)
    this.#next = undefined
  }

  #fail(what: string, cause?: unknown): void {
    this.#fault ??= new Error(`the wire witness of the lab ${what}`, { cause })
    this.#current?.reject(this.#fault)
    this.#next?.reject(this.#fault)
  }

  #write(commands: readonly string[]): void {
    this.#process.stdin.write(commands.map((command) => `${command}\n`).join(''))
  }
}

function newReading(): Reading {
  const reading = { ...Promise.withResolvers<readonly Flow[]>(), forgotten: new Set<string>() }
  reading.promise.catch(() => {}) // whoever asked may have stopped waiting
  return reading
}

function keyOf({ network, protocol, from, to }: Flow): string {
  return `${network} ${protocol} ${from.address} ${from.port} ${to.address} ${to.port}`
}
