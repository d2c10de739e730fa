import type { Readable, Writable } from 'node:stream'
import type { Contents } from './contents.ts'
import type { Refusal } from './refusal.ts'
import type { Router, Topology } from './topology.ts'
import type { Endpoint, Witness } from './witness.ts'

/** What some labs can do and others can't. */
export const abilities = ['nat', 'ip6', 'dns', 'witness', 'capture', 'shape', 'images'] as const
export type Ability = (typeof abilities)[number]

/** `true`, or why not, with what would help. */
export type Abilities = Readonly<Record<Ability, true | Refusal>>

/** A way to have hosts and networks on this machine. */
export interface Lab {
  readonly name: string
  readonly can: Abilities
  /** Builds the networks and routers. Throws if the topology needs what this lab can't do. */
  open(topology: Topology, signal: AbortSignal): Promise<Site>
  /** Processes of this machine that work for the lab, and that are not below this process: what they do is no load by others. */
  readonly helpers?: () => readonly number[]
  /** Has ready what programs will be started with; only labs whose hosts have files of their own have it. Throws a UserError. */
  provide?(contents: Contents, order: Provision): Promise<void>
}

export interface Provision {
  /** Where programs are looked for. */
  readonly path: string
  readonly onProgress: (step: string) => void
  readonly signal: AbortSignal
}

/** A topology that stands. Disposing of it ends everything that runs in it. */
export interface Site extends AsyncDisposable {
  readonly topology: Topology
  /** `null` where the lab has none: `can.witness` says why. */
  readonly witness: Witness | null
  /** In the order of the topology. */
  readonly routers: readonly LabRouter[]
  /** A new host in a network of the topology. `name` is for people: it shows in logs and captures. */
  addHost(name: string, network: string, signal: AbortSignal): Promise<LabHost>
}

/** Where others reach a host: a private address only from the same network. */
export interface Addresses {
  readonly ip4: string
  readonly ip6: string | null
  /** What stands for it in the public network, where a router translates: the outermost router's address. */
  readonly seenAs?: string
  /** Names that resolve to it in the lab. */
  readonly names: readonly string[]
}

/** A router that stands. */
export interface LabRouter {
  readonly router: Router
  /** What the networks at its two sides see of it. */
  readonly inside: string
  readonly outside: string
  /** False when it has ended, which is the lab's fault. */
  readonly isUp: boolean
  /** What it translates at this moment, as its connection tracking says. */
  translations(signal: AbortSignal): Promise<readonly Translation[]>
}

/** A flow through a router: a host inside, the socket that stands for it outside, and its remote. */
export interface Translation {
  readonly protocol: 'tcp' | 'udp'
  readonly inside: Endpoint
  readonly outside: Endpoint
  readonly remote: Endpoint
  /** Whether the remote has answered. */
  readonly answered: boolean
}

export interface LabHost extends AsyncDisposable {
  readonly name: string
  readonly addresses: Addresses
  spawn(command: readonly string[], options: SpawnOptions): LabProcess
}

export interface SpawnOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Absent: the program, and what it links to. */
  readonly contents?: Contents
}

/** A running program. Its end is reported by `exited`, which never rejects. */
export interface LabProcess {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  readonly exited: Promise<Exit>
  /** SIGKILL, to the program itself and not only to a wrapper around it. */
  kill(): void
}

export type Exit =
  | { readonly kind: 'code'; readonly code: number }
  /** `why`: what the lab knows of who sent it, such as that memory ran out. */
  | { readonly kind: 'signal'; readonly signal: string; readonly why?: string }
  | { readonly kind: 'not-started'; readonly message: string }
  /** The lab's own fault: what became of the program is not known. */
  | { readonly kind: 'lost'; readonly message: string }
