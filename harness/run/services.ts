import type { Site } from '../lab/lab.ts'
import type { TlsMaterial } from '../scenarios/scenario.ts'
import { CertificateAuthority } from './certificate-authority.ts'
import type { LabServices } from './play-cell.ts'
import { startStunServer, type StunServer } from './stun-server.ts'

/** What the lab has for all cells, each made when a cell first asks for it. */
export class Services implements LabServices, AsyncDisposable {
  readonly #site: Site
  readonly #env: NodeJS.ProcessEnv
  readonly #signal: AbortSignal
  readonly #authority = new CertificateAuthority()
  #stun: Promise<StunServer> | undefined

  constructor(site: Site, env: NodeJS.ProcessEnv, signal: AbortSignal) {
    this.#site = site
    this.#env = env
    this.#signal = signal
  }

  tlsFor(ip: string): Promise<TlsMaterial> {
    return this.#authority.issueFor(ip)
  }

  async stunServers(): Promise<string[]> {
    this.#stun ??= startStunServer(this.#site, this.#env, this.#signal)
    return [(await this.#stun).url]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const stun = await this.#stun?.catch(() => undefined)
    await stun?.[Symbol.asyncDispose]()
  }
}
