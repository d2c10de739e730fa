import { type CellReport, resultsSchemaName, type RunResults } from '../domain/results.ts'
import type { CellResult, PlannedCell, Problem, RunEvent } from '../domain/run.ts'
import type { BareOutcome, Outcome } from '../domain/outcome.ts'
import { overruns } from './overruns.ts'
import { summarize } from './summary.ts'

/**
 * The results of a run from its events, also of a run that was interrupted or died: then a planned cell without a
 * result is `not-run`, so that planned always equals reported. `null`: the run did not get as far as a plan.
 */
export function replay(events: readonly RunEvent[]): RunResults | null {
  const started = ofType(events, 'run-started')[0]
  if (started === undefined) return null
  const end = ofType(events, 'run-finished')[0]
  const finished = ofType(events, 'cell-finished').map((event) => event.result)
  const attempted = new Set(ofType(events, 'cell-started').map((event) => event.id))

  const byId = Map.groupBy(finished, (result) => result.id)
  const cells = started.planned.map((planned) => {
    const result = byId.get(planned.cell.id)?.[0]
    return result === undefined ? unfinished(planned, attempted.has(planned.cell.id)) : toReport(result)
  })
  const miscounted = miscountedCells(started.planned, finished)
  const everyCellOnce = miscounted.length === 0 && finished.length === started.planned.length && cells.length > 0

  return {
    schema: resultsSchemaName,
    run: {
      ...started.run,
      wallMs: end?.wallMs ?? null,
      interrupted: end?.interrupted ?? false,
      complete: end !== undefined && !end.interrupted && everyCellOnce,
      versions: Object.fromEntries(ofType(events, 'implementation').map(({ id, report }) => [id, report])),
    },
    summary: summarize(started.planned.length, cells),
    problems: [...ofType(events, 'problem').map((event) => event.problem), ...miscounted, ...overruns(cells)],
    cells,
  }
}

/** Evidence moves out of the outcome, to stand once, at the cell. */
function toReport(result: CellResult): CellReport {
  return {
    ...result,
    outcome: withoutEvidence(result.outcome),
    attempts: result.attempts.map((attempt) => ({ ...attempt, outcome: withoutEvidence(attempt.outcome) })),
    evidence: 'evidence' in result.outcome ? result.outcome.evidence : null,
  }
}

function withoutEvidence(outcome: Outcome): BareOutcome {
  if (!('evidence' in outcome)) return outcome
  const { evidence: _, ...bare } = outcome
  return bare
}

function unfinished({ cell, expectation }: PlannedCell, wasStarted: boolean): CellReport {
  const message = wasStarted
    ? 'the run ended while this cell was running'
    : 'the run ended before this cell was started'
  return {
    ...cell,
    expectation,
    verdict: 'not-run',
    outcome: { kind: 'not-run', cause: 'interrupted', message },
    attempts: [],
    timings: { connectMs: null, chatMs: null, wallMs: 0 },
    artifacts: [],
    evidence: null,
  }
}

/** Cells that were reported without being planned, or more than once: the first result counts. */
function miscountedCells(planned: readonly PlannedCell[], finished: readonly CellResult[]): Problem[] {
  const plannedIds = new Set(planned.map(({ cell }) => cell.id))
  const ids = finished.map((result) => result.id)
  const unplanned = [...new Set(ids)].filter((id) => !plannedIds.has(id))
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
  return [
    ...unplanned.map((id) => ({ program: 'harness', message: `${id} was reported but never planned` })),
    ...[...repeated].map((id) => ({ program: 'harness', message: `${id} was reported more than once` })),
  ]
}

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>

function ofType<T extends RunEvent['type']>(events: readonly RunEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type)
}
