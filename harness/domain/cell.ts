import { z } from 'zod'
import {
  formatQualifiers,
  parseQualifiers,
  qualifierNames,
  qualifierTable,
  type QualifierName,
  type Qualifiers,
} from './qualifier.ts'
import { scenarioNames } from './scenario.ts'
import type { Described } from './schema.ts'
import { transports } from './transport.ts'

/** Name of an implementation in matrix.yaml, such as `go` or `go@0.50`. */
export type ImplementationId = string

/** What makes a cell, as its id and as fields. */
export const cellFields = {
  id: z.string().min(1).describe('<scenario>/<transport>/<dialer>:<listener>, then /<qualifier>:<value> for each'),
  scenario: z.enum(scenarioNames),
  transport: z.enum(transports),
  dialer: z.string().min(1),
  listener: z.string().min(1),
  qualifiers: z
    .partialRecord(z.enum(qualifierNames), z.string().min(1))
    .describe('What else distinguishes the cell from others, such as via: rust'),
}

export const cellSchema = z.strictObject(cellFields)

/** One question of the matrix: can this dialer reach this listener in this scenario over this transport? */
export type Cell = Described<typeof cellSchema>

/** A cell without its name, which follows from the rest. */
export type Question = Omit<Cell, 'id'>

/**
 * The cell's one name everywhere: pattern, artifact folder, JUnit name, HTML anchor, key of history.
 * `<scenario>/<transport>/<dialer>:<listener>`, then `/<qualifier>:<value>` for each in the order of their table.
 */
export function cellId({ scenario, transport, dialer, listener, qualifiers }: Question): string {
  return [scenario, transport, `${dialer}:${listener}`, ...formatQualifiers(qualifiers)].join('/')
}

export function namedCell(question: Question): Cell {
  return { id: cellId(question), ...question }
}

/** The cell of that name; `null`: it is not the name of any. */
export function parseCellId(id: string): Cell | null {
  const [scenario, transport, pair = '', ...rest] = id.split('/')
  const [dialer, listener, ...others] = pair.split(':')
  const cell = cellSchema.safeParse({ id, scenario, transport, dialer, listener, qualifiers: parseQualifiers(rest) })
  return cell.success && others.length === 0 ? cell.data : null
}

/** Every implementation that takes part in the cell, without repeats. */
export function participants({ dialer, listener, qualifiers }: Cell): ImplementationId[] {
  return [...new Set([dialer, listener, ...qualifierNames.flatMap((name) => implementationIn(name, qualifiers))])]
}

function implementationIn(name: QualifierName, qualifiers: Qualifiers): ImplementationId[] {
  const value = qualifiers[name]
  return value !== undefined && qualifierTable[name].holds === 'implementation' ? [value] : []
}
