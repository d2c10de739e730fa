import type { LabRouter, Site } from '../lab/lab.ts'
import type { TlsMaterial } from '../scenarios/context.ts'
import type { Clock } from '../time/clock.ts'
import { CertificateAuthority } from './certificate-authority.ts'
import type { LabServices } from './play-cell.ts'
import { startStunServer, type StunServer } from './stun-server.ts'
import { WireBook } from './wire-book.ts'

/** What the lab has for all cells, each made when a cell first asks for it. */
export class Services implements LabServices, AsyncDisposable {
  readonly wire: WireBook
  readonly clock: Clock
  readonly routers: readonly LabRouter[]
  readonly #site: Site
  readonly #env: NodeJS.ProcessEnv
  readonly #signal: AbortSignal
  readonly #authority = new CertificateAuthority()
  #stun: Promise<StunServer> | undefined

  /** `noWitness`: why the site has no wire witness, if it has none. */
  constructor(site: Site, noWitness: string, clock: Clock, env: NodeJS.ProcessEnv, signal: AbortSignal) {
    this.clock = clock
    this.wire = new WireBook(site.witness, noWitness)
    this.routers = site.routers
    this.#site = site
    this.#env = env
    this.#signal = signal
  }

  tlsFor(ip: string): Promise<TlsMaterial> {
    return this.#authority.issueFor(ip)
  }

  async stunServers(): Promise<string[]> {
    this.#stun ??= startStunServer(this.#site, this.#env, this.clock, this.#signal)
    return [(await this.#stun).url]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const stun = await this.#stun?.catch(() => undefined)
    await stun?.[Symbol.asyncDispose]()
  }
}
