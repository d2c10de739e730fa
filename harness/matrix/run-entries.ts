import * as z from 'zod'
import type { ImplementationId } from '../domain/cell.ts'
import { scenarioNames, scenarioShapes, type ScenarioName, type ScenarioShape } from '../domain/scenario.ts'
import { transports } from '../domain/transport.ts'
import type { RunEntry } from './matrix.ts'
import { list, name, record } from './schema-parts.ts'
import type { Section } from './section.ts'

/** `ids`: the implementations that matrix.yaml names. */
export function readRunEntries(section: Section, ids: readonly ImplementationId[]): RunEntry[] {
  const entries = section.items('run must be a list that is not empty; write - scenario: direct')
  return entries.flatMap((entry) => {
    const shape = shapeOf(entry.at('scenario').value)
    const read = entry.read(runEntrySchema(shape, ids))
    if (read === undefined || shape === undefined) return []
    return [withDefaults(read, shape, ids)]
  })
}

function shapeOf(scenario: unknown): ScenarioShape | undefined {
  return scenarioNames.includes(scenario as ScenarioName) ? scenarioShapes[scenario as ScenarioName] : undefined
}

/** Without a shape (the scenario is unknown) the rest of the entry is still held against all that exists. */
export function runEntrySchema(shape: ScenarioShape | undefined, ids: readonly ImplementationId[]) {
  const fix = 'name at least one, or leave the key out for all'
  const implementations = (key: string) => list(key, implementation(ids), fix).optional()
  return record(
    {
      scenario: name('scenario', scenarioNames),
      transports: list('transports', transport(shape), fix).optional(),
      dialers: implementations('dialers'),
      listeners: implementations('listeners'),
      via:
        shape?.via === null ? nothing('this scenario has nothing in the middle; remove via') : implementations('via'),
    },
    'an entry of run is a map; write - scenario: direct',
  )
}

function transport(shape: ScenarioShape | undefined) {
  const usable = shape?.transports ?? transports
  const error = `not a transport of this scenario; use one of ${usable.join(', ')}`
  return name('transport', transports).refine((known) => usable.includes(known), error)
}

/** Where no implementation could be read there is nothing to hold a name against. */
function implementation(ids: readonly ImplementationId[]) {
  return ids.length === 0 ? z.string() : name('implementation', ids)
}

function nothing(error: string) {
  return z.never(error).optional()
}

export function withDefaults(
  entry: z.output<ReturnType<typeof runEntrySchema>>,
  shape: ScenarioShape,
  ids: readonly ImplementationId[],
): RunEntry {
  return {
    scenario: entry.scenario,
    transports: entry.transports ?? shape.transports,
    dialers: entry.dialers ?? ids,
    listeners: entry.listeners ?? ids,
    via: shape.via === null ? [] : (entry.via ?? ids),
  }
}
