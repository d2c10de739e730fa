import type { Cell } from './cell.ts'
import type { Evidence } from './evidence.ts'
import type { Expectation } from './expectation.ts'
import type { Attempt, Outcome, Success, Timings } from './outcome.ts'
import type { Verdict } from './verdict.ts'

/** A cell with what matrix.yaml expects of it. */
export interface PlannedCell {
  readonly cell: Cell
  readonly expectation: Expectation
}

/** The final word on a cell. `outcome` and `timings` are those of the last attempt. */
export interface CellResult extends Cell {
  readonly expectation: Expectation
  readonly verdict: Verdict
  readonly outcome: Outcome
  readonly attempts: readonly Attempt[]
  readonly timings: Timings
  /** Folder of the cell's logs, relative to the run's folder; only where it did not pass. */
  readonly logs?: string
}

/** An outcome as results.json tells it: the evidence stands once, at the cell. */
export type ReportedOutcome = Exclude<Outcome, Success> | { readonly kind: Success['kind'] }

export interface ReportedAttempt extends Omit<Attempt, 'outcome'> {
  readonly outcome: ReportedOutcome
}

/** A cell in results.json. `evidence` is that of the last attempt; `null`: it did not connect. */
export interface CellReport extends Omit<CellResult, 'outcome' | 'attempts'> {
  readonly outcome: ReportedOutcome
  readonly attempts: readonly ReportedAttempt[]
  readonly evidence: Evidence | null
}

/** What an implementation said of itself, or why it could not be asked. */
export type ImplementationReport =
  | {
      readonly state: 'ready'
      readonly implementation: string
      readonly version: string
      readonly libraries: Readonly<Record<string, string>>
      readonly toolchain: string
    }
  | { readonly state: 'missing'; readonly message: string }

/** Something that went wrong beside the cells, such as a program that had to be killed. It makes the run unexpected. */
export interface Problem {
  readonly program: string
  readonly message: string
}

export interface RunInfo {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly lab: { readonly name: string; readonly why: string }
  readonly host: {
    readonly os: string
    readonly kernel: string
    readonly arch: string
    readonly cpus: number
    readonly node: string
  }
  readonly jobs: number
  /** Patterns given on the command line; empty: the whole matrix. */
  readonly patterns: readonly string[]
}

/** What happens in a run, in order. The run log is these events as JSON Lines; every report is made from them. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly run: RunInfo; readonly planned: readonly PlannedCell[] }
  | { readonly type: 'preparing'; readonly implementation: string; readonly step: string }
  | { readonly type: 'implementation'; readonly id: string; readonly report: ImplementationReport }
  | { readonly type: 'cell-started'; readonly id: string; readonly attempt: number }
  | { readonly type: 'cell-finished'; readonly result: CellResult }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'run-finished'; readonly wallMs: number; readonly interrupted: boolean }

export interface Summary {
  readonly planned: number
  readonly reported: number
  readonly byVerdict: Readonly<Record<Verdict, number>>
}

/** The whole result of a run: `results.json`. */
export interface RunResults {
  readonly schema: 'connectivity-results/1'
  readonly run: RunInfo & {
    /** `null`: the run died before it could tell. */
    readonly wallMs: number | null
    readonly interrupted: boolean
    /** True only if the run planned something, ended by itself, and reported every planned cell exactly once. */
    readonly complete: boolean
    readonly versions: Readonly<Record<string, ImplementationReport>>
  }
  readonly summary: Summary
  readonly problems: readonly Problem[]
  readonly cells: readonly CellReport[]
}
