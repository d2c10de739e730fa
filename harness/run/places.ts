import type { Lab, Site } from '../lab/lab.ts'
import type { Topology } from '../lab/topology.ts'
import type { ProgramPool } from './program-pool.ts'
import type { Services } from './services.ts'

/** A topology that stands, with the programs and services that its cells share. */
export interface Place extends AsyncDisposable {
  readonly pool: ProgramPool
  readonly services: Services
}

/** The places of a run, by their topology: each is made when a cell first needs it. */
export class Places implements AsyncDisposable {
  readonly #lab: Lab
  readonly #furnish: (site: Site) => Place
  readonly #signal: AbortSignal
  readonly #places = new Map<string, Promise<Place>>()
  readonly #opened = new AsyncDisposableStack()

  constructor(lab: Lab, furnish: (site: Site) => Place, signal: AbortSignal) {
    this.#lab = lab
    this.#furnish = furnish
    this.#signal = signal
  }

  /** Throws what the lab throws if it can't be had. */
  of(topology: Topology): Promise<Place> {
    const place = this.#places.get(topology.name) ?? this.#open(topology)
    this.#places.set(topology.name, place)
    return place
  }

  /** No cell needs it any more. A cell that does after all gets a new one. */
  async close(topology: Topology): Promise<void> {
    const place = this.#places.get(topology.name)
    this.#places.delete(topology.name)
    await (await place)?.[Symbol.asyncDispose]()
  }

  /** Ends the programs that cells share; the next cell that needs one starts it anew. */
  async rest(): Promise<void> {
    const places = await Promise.all(this.#places.values())
    await Promise.all(places.map(async ({ pool }) => await pool.rest()))
  }

  async #open(topology: Topology): Promise<Place> {
    const site = await this.#lab.open(topology, this.#signal)
    const place = this.#furnish(site)
    const whole = {
      ...place,
      async [Symbol.asyncDispose]() {
        await place[Symbol.asyncDispose]()
        await site[Symbol.asyncDispose]()
      },
    }
    return this.#opened.use(whole)
  }

  /** The last that was opened ends first, its programs before its networks. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#places.values())
    await this.#opened.disposeAsync()
  }
}
