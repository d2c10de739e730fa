import type { Readable, Writable } from 'node:stream'

export type LabName = 'loopback' | 'namespaces'

/** Where peer programs run. Disposing of it ends everything that runs in it. */
export interface Lab extends AsyncDisposable {
  readonly name: LabName
  /** A new host of the lab, reachable by the others at `ip`. `name` is for people: it shows in logs and captures. */
  addHost(name: string, signal: AbortSignal): Promise<LabHost>
}

export interface LabHost extends AsyncDisposable {
  readonly name: string
  readonly ip: string
  spawn(command: readonly string[], options: SpawnOptions): LabProcess
}

export interface SpawnOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** A running program. Its end is told by `exited`, which never rejects. */
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
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly message: string }
