import { z } from 'zod'
import { scenarioNames } from './scenario.ts'
import type { Described } from './schema.ts'
import { transports } from './transport.ts'

/** Name of an implementation in matrix.yaml, such as `go` or `go@0.50`. */
export type ImplementationId = string

/** What makes a cell, as its id and as fields. */
export const cellFields = {
  id: z.string().min(1).describe('<scenario>/<transport>/<dialer>:<listener>[/via:<relay>][/with:<variant>]'),
  scenario: z.enum(scenarioNames),
  transport: z.enum(transports),
  dialer: z.string().min(1),
  listener: z.string().min(1),
  via: z.string().min(1).exactOptional().describe('The relay or server between the two'),
  variant: z.string().min(1).exactOptional().describe('What is different in this cell within its scenario'),
}

export const cellSchema = z.strictObject(cellFields)

/** One question of the matrix: can this dialer reach this listener in this scenario over this transport? */
export type Cell = Described<typeof cellSchema>

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
