import type { Cell } from '../domain/cell.ts'
import type { Role } from '../domain/role.ts'
import type { Transport } from '../domain/transport.ts'
import type { Wire } from '../domain/evidence.ts'
import type { StartOptions } from '../protocol/messages.ts'
import type { Arranged } from './arranged.ts'
import type { Participant } from './participant.ts'
import type { Stopwatch } from './stopwatch.ts'

export type TlsMaterial = NonNullable<StartOptions['tls']>

/** What a scenario wants of a node; the harness adds key, addresses and certificates. */
export interface NodeOrder {
  /** Absent: the cell's. */
  readonly transports?: readonly Transport[]
  /** Transports that it listens on. */
  readonly listens: readonly Transport[]
  readonly options?: Pick<StartOptions, 'relay' | 'stunServers' | 'holePunch'>
}

/** What a scenario has to play a cell with. */
export interface CellContext {
  readonly cell: Cell
  readonly stopwatch: Stopwatch
  /** What the scenario arranges is written down here, before it is done: the evidence is judged by it. */
  readonly arranged: Arranged
  /** Starts a node in the program that plays the role, and another one when asked again; all are stopped when the cell ends. */
  start<R extends Role>(role: R, order: NodeOrder): Promise<Participant<R>>
  /** URLs of the lab's own STUN server. */
  stunServers(): Promise<string[]>
  /** What the wire witness has counted for this cell so far. */
  wire(): Promise<Wire>
}
