/** What the live view knows of a run; pure but for the caller's clock. */
import type { CellResult, RunEvent } from '../../domain/run.ts'
import { isExpected, type Verdict } from '../../domain/verdict.ts'
import { implementationLine } from './lines.ts'

export interface RunningCell {
  readonly id: string
  readonly attempt: number
  readonly since: number
}

export interface LiveState {
  readonly planned: number
  readonly since: number
  /** What is being done for an implementation, or what it turned out to be. */
  readonly preparing: ReadonlyMap<string, string>
  readonly running: ReadonlyMap<string, RunningCell>
  readonly verdicts: readonly Verdict[]
  readonly lastUnexpected: CellResult | null
  readonly lastProblem: string | null
}

export function initialState(now: number): LiveState {
  return {
    planned: 0,
    since: now,
    preparing: new Map(),
    running: new Map(),
    verdicts: [],
    lastUnexpected: null,
    lastProblem: null,
  }
}

export function advance(state: LiveState, event: RunEvent, now: number): LiveState {
  switch (event.type) {
    case 'run-started':
      return { ...state, planned: event.planned.length, since: now }
    case 'preparing':
      return {
        ...state,
        preparing: set(state.preparing, event.implementation, `${event.implementation}: ${event.step}`),
      }
    case 'implementation':
      return { ...state, preparing: set(state.preparing, event.id, implementationLine(event.id, event.report)) }
    case 'cell-started': {
      const cell = { id: event.id, attempt: event.attempt, since: now }
      return { ...state, running: set(state.running, event.id, cell) }
    }
    case 'cell-finished':
      return finish(state, event.result)
    case 'problem':
      return { ...state, lastProblem: `${event.problem.program}: ${event.problem.message}` }
    case 'run-finished':
      return { ...state, running: new Map() }
  }
}

function finish(state: LiveState, result: CellResult): LiveState {
  const running = new Map(state.running)
  running.delete(result.id)
  return {
    ...state,
    running,
    verdicts: [...state.verdicts, result.verdict],
    lastUnexpected: isExpected(result.verdict) ? state.lastUnexpected : result,
  }
}

function set<V>(map: ReadonlyMap<string, V>, key: string, value: V): Map<string, V> {
  return new Map(map).set(key, value)
}
