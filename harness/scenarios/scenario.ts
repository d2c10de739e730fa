import type { Cell } from '../domain/cell.ts'
import type { Role, Success } from '../domain/outcome.ts'
import type { StartOptions } from '../protocol/messages.ts'
import type { Participant } from './participant.ts'
import type { Stopwatch } from './stopwatch.ts'

export type TlsMaterial = NonNullable<StartOptions['tls']>

/** What a scenario has to play a cell with. */
export interface CellContext {
  readonly cell: Cell
  readonly stopwatch: Stopwatch
  /** IP address of the program that plays the role. */
  ipOf(role: Role): string
  /** Starts a node in the program that plays the role, and another one when asked again; all are stopped when the cell ends. */
  start<R extends Role>(role: R, options: StartOptions): Promise<Participant<R>>
  /** URLs of the lab's own STUN server. */
  stunServers(): Promise<string[]>
  /** The run's own CA, and a certificate by it for this IP address. */
  tlsFor(ip: string): Promise<TlsMaterial>
}

/** Plays one cell and brings the evidence of what it asked for. Throws PeerError or UnsupportedError where it does not come about. */
export type Scenario = (context: CellContext) => Promise<Success>
