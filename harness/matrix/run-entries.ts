import * as z from 'zod'
import type { ImplementationId } from '../domain/cell.ts'
import { qualifierNames, qualifierTable, type QualifierName } from '../domain/qualifier.ts'
import { scenarioNames, type ScenarioName } from '../domain/scenario.ts'
import { transports, type Transport } from '../domain/transport.ts'
import { scenarios } from '../scenarios/scenarios.ts'
import { list, name, record } from '../yaml/schema-parts.ts'
import type { Fragment } from '../yaml/fragment.ts'
import { axesOf, type Axes, type Axis } from './axes.ts'
import type { RunEntry } from './matrix.ts'

/** `ids`: the implementations that matrix.yaml names. */
export function readRunEntries(fragment: Fragment, ids: readonly ImplementationId[]): RunEntry[] {
  const entries = fragment.items('run must be a list that is not empty; write - scenario: direct')
  return entries.flatMap((entry) => {
    const scenario = scenarioNames.find((name) => name === entry.at('scenario').value)
    return readRunEntry(entry, scenario === undefined ? undefined : frameOf(scenario, ids), ids) ?? []
  })
}

/** What an entry may name: all that its scenario has. */
export interface Frame {
  readonly transports: readonly Transport[]
  readonly axes: Axes
}

function frameOf(scenario: ScenarioName, ids: readonly ImplementationId[]): Frame {
  const shape = scenarios[scenario]
  return { transports: shape.transports, axes: axesOf(shape, ids) }
}

/** Without a frame, for the scenario is unknown, the rest of the entry is still compared with all that exists. */
export function readRunEntry(
  entry: Fragment,
  frame: Frame | undefined,
  ids: readonly ImplementationId[],
): RunEntry | undefined {
  const read = entry.read(
    record(
      {
        scenario: name('scenario', scenarioNames),
        transports: listOf('transports', transport(frame)),
        dialers: listOf('dialers', implementation(ids)),
        listeners: listOf('listeners', implementation(ids)),
        ...qualifierSchemas(frame, ids),
      },
      'an entry of run is a map; write - scenario: direct',
    ),
  )
  if (read === undefined || frame === undefined) return undefined
  const named = read as Partial<Record<QualifierName, readonly string[]>>
  return {
    scenario: read.scenario,
    transports: read.transports ?? frame.transports,
    dialers: read.dialers ?? ids,
    listeners: read.listeners ?? ids,
    qualifiers: Object.fromEntries([...frame.axes].flatMap(([name, axis]) => valuesOn(axis, name, named[name]))),
  }
}

function valuesOn({ values, unnamed }: Axis, name: QualifierName, named: readonly string[] | undefined) {
  if (named !== undefined) return [[name, named]]
  return unnamed === 'all' ? [[name, values]] : []
}

function qualifierSchemas(frame: Frame | undefined, ids: readonly ImplementationId[]) {
  const schemas = qualifierNames.map((key) => [key, qualifierSchema(key, frame, ids)] as const)
  return Object.fromEntries(schemas) as Record<QualifierName, Names>
}

type Names = z.ZodType<readonly string[] | undefined>

function qualifierSchema(key: QualifierName, frame: Frame | undefined, ids: readonly ImplementationId[]): Names {
  const { holds } = qualifierTable[key]
  if (frame === undefined) return listOf(key, holds === 'implementation' ? implementation(ids) : z.string())
  const axis = frame.axes.get(key)
  if (axis === undefined) return z.never(`cells of this scenario have no ${key}; remove it`).optional()
  return listOf(key, holds === 'implementation' ? implementation(ids) : name(key, axis.values))
}

function listOf<T extends z.ZodType>(what: string, element: T) {
  return list(what, element, 'name at least one, or leave the key out for all').optional()
}

function transport(frame: Frame | undefined) {
  const usable = frame?.transports ?? transports
  const error = `not a transport of this scenario; use one of ${usable.join(', ')}`
  return name('transport', transports).refine((known) => usable.includes(known), error)
}

/** Where no implementation could be read there is nothing to compare a name with. */
function implementation(ids: readonly ImplementationId[]) {
  return ids.length === 0 ? z.string() : name('implementation', ids)
}
