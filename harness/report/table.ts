/** The connectivity table: per scenario and transport one grid, dialers down, listeners across. */
import { isSuccess } from '../domain/outcome.ts'
import { formatQualifiers } from '../domain/qualifier.ts'
import type { CellReport } from '../domain/results.ts'
import type { ScenarioName } from '../domain/scenario.ts'
import type { Verdict } from '../domain/verdict.ts'
import { scenarios } from '../scenarios/scenarios.ts'

export interface ScenarioTable {
  readonly scenario: ScenarioName
  readonly summary: string
  readonly grids: readonly Grid[]
}

export interface Grid {
  /** What all of its cells have in common, such as `webrtc via:rust`. */
  readonly title: string
  readonly listeners: readonly string[]
  readonly rows: readonly GridRow[]
}

export interface GridRow {
  readonly dialer: string
  /** One for each listener; `null`: the pair was not planned. */
  readonly entries: readonly (GridEntry | null)[]
}

export interface GridEntry {
  readonly id: string
  readonly verdict: Verdict
  /** Only of a cell that connected. */
  readonly connectMs: number | null
}

/** Scenarios and grids in the order of the plan, implementations in the same order in every grid. */
export function connectivityTable(cells: readonly CellReport[]): ScenarioTable[] {
  const order = [...new Set([...cells.map((cell) => cell.dialer), ...cells.map((cell) => cell.listener)])]
  return [...Map.groupBy(cells, (cell) => cell.scenario)].map(([scenario, ofScenario]) => ({
    scenario,
    summary: scenarios[scenario].summary,
    grids: [...Map.groupBy(ofScenario, gridTitle)].map(([title, ofGrid]) => grid(title, ofGrid, order)),
  }))
}

function gridTitle({ transport, qualifiers }: CellReport): string {
  return [transport, ...formatQualifiers(qualifiers)].join(' ')
}

function grid(title: string, cells: readonly CellReport[], order: readonly string[]): Grid {
  const pairs = new Map(cells.map((cell) => [pair(cell.dialer, cell.listener), entry(cell)]))
  const dialers = order.filter((name) => cells.some((cell) => cell.dialer === name))
  const listeners = order.filter((name) => cells.some((cell) => cell.listener === name))
  return {
    title,
    listeners,
    rows: dialers.map((dialer) => ({
      dialer,
      entries: listeners.map((listener) => pairs.get(pair(dialer, listener)) ?? null),
    })),
  }
}

function pair(dialer: string, listener: string): string {
  return `${dialer}:${listener}`
}

function entry({ id, verdict, outcome, timings }: CellReport): GridEntry {
  return { id, verdict, connectMs: isSuccess(outcome) ? timings.connectMs : null }
}
