import type { ScenarioName } from './scenario.ts'
import type { Transport } from './transport.ts'

/** Name of an implementation in matrix.yaml, such as `go` or `go@0.50`. */
export type ImplementationId = string

/** One question of the matrix: can this dialer reach this listener in this scenario over this transport? */
export interface Cell {
  readonly id: string
  readonly scenario: ScenarioName
  readonly transport: Transport
  readonly dialer: ImplementationId
  readonly listener: ImplementationId
  /** The third program that stands between the two: a relay, or a server that forwards gossip. */
  readonly via?: ImplementationId
  /** What is different in this cell within its scenario, such as `wrong-peer-id`. */
  readonly variant?: string
}

/**
 * The cell's one name everywhere: pattern, artifact folder, JUnit name, HTML anchor, key of history.
 * `<scenario>/<transport>/<dialer>:<listener>[/via:<relay>][/with:<variant>]`
 */
export function cellId(cell: Omit<Cell, 'id'>): string {
  const parts = [cell.scenario, cell.transport, `${cell.dialer}:${cell.listener}`]
  if (cell.via !== undefined) parts.push(`via:${cell.via}`)
  if (cell.variant !== undefined) parts.push(`with:${cell.variant}`)
  return parts.join('/')
}

/** Every implementation that takes part in the cell, without repeats. */
export function participants(cell: Cell): ImplementationId[] {
  return [...new Set([cell.dialer, cell.listener, ...(cell.via === undefined ? [] : [cell.via])])]
}
