import type { LabHost, Site } from '../lab/lab.ts'
import type { Breach } from '../protocol/exchange.ts'
import { PeerProgram, type PeerCommand } from '../peers/peer-program.ts'
import type { Hello } from '../protocol/messages.ts'
import { CertificateAuthority } from '../run/certificate-authority.ts'
import { CheckedPeer } from './checked-peer.ts'

/** What rules try a program on. Disposing of the site ends every program that was started here. */
export class Bench {
  readonly authority = new CertificateAuthority()
  readonly signal: AbortSignal
  readonly #site: Site
  readonly #command: PeerCommand
  readonly #peers: CheckedPeer[] = []
  #shared: CheckedPeer | undefined
  #hello: Hello | undefined
  #hosts = 0
  #nodes = 0

  constructor(site: Site, command: PeerCommand, signal: AbortSignal) {
    this.#site = site
    this.#command = command
    this.signal = signal
  }

  /** The program that rules share; a new one if the last one is gone. */
  async peer(): Promise<CheckedPeer> {
    if (this.#shared?.running !== true) this.#shared = await this.newPeer()
    return this.#shared
  }

  /** A program for one rule. `wrap` may start it by way of another command. */
  async newPeer(wrap: (command: readonly string[]) => readonly string[] = (command) => command): Promise<CheckedPeer> {
    const command = { ...this.#command, command: wrap(this.#command.command) }
    const peer = new CheckedPeer(await this.#newHost(), command, this.signal)
    this.#peers.push(peer)
    return peer
  }

  /** A program as the matrix would start and use it. */
  async newProgram(name: string): Promise<PeerProgram> {
    return await PeerProgram.start(name, await this.#newHost(), this.#command, this.signal)
  }

  /** Whether its programs are processes of this machine, whose ends can be had in every way. */
  get ofThisMachine(): boolean {
    return this.#command.contents?.kind !== 'image'
  }

  newNode(): string {
    return `node-${++this.#nodes}`
  }

  /** What the program said of itself; rules that need it come after the one that asks. */
  get hello(): Hello {
    if (this.#hello === undefined) throw new Error('nobody has asked for hello yet')
    return this.#hello
  }

  set hello(hello: Hello) {
    this.#hello = hello
  }

  /** Everything that broke the protocol so far, in any program. */
  breaches(): Breach[] {
    return this.#peers.flatMap(({ breaches }) => breaches)
  }

  async #newHost(): Promise<LabHost> {
    return await this.#site.addHost(`checked-${++this.#hosts}`, 'public', this.signal)
  }
}
