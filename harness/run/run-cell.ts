import path from 'node:path'
import type { Artifact } from '../domain/artifact.ts'
import type { Cell } from '../domain/cell.ts'
import type { Attempt, Outcome, Timings } from '../domain/outcome.ts'
import type { Role } from '../domain/role.ts'
import type { CellResult, PlannedCell } from '../domain/run.ts'
import { judge, type Verdict } from '../domain/verdict.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import { settingOf } from '../scenarios/scenario.ts'
import { rolesOf, scenarioOf } from '../scenarios/scenarios.ts'
import { artifactFolder, isWorthLogs, keepLogs } from './artifacts.ts'
import { interrupted, outcomeOf, overloaded, ProgramStartError, type Cast } from './outcome-of.ts'
import { playCell, type LabServices } from './play-cell.ts'
import type { ProgramPool } from './program-pool.ts'

export interface CellEnvironment {
  readonly pool: ProgramPool
  readonly services: LabServices
  /** How many times slower than idle the machine is. */
  readonly slowness: () => number
  /** True where the implementation's library can't take this cell in a program with others. */
  readonly isolates: (cell: Cell, role: Role) => boolean
  /** The run's folder. */
  readonly folder: string
  readonly onAttempt: (cell: Cell, attempt: number) => void
  /** A log that was worth keeping could not be written. */
  readonly onLogLost: (error: unknown) => void
  readonly signal: AbortSignal
}

const nothing: Timings = { connectMs: null, chatMs: null, wallMs: 0 }

/** One attempt, with what was kept of it. */
export interface Tried {
  readonly attempt: Attempt
  readonly artifacts: readonly Artifact[]
}

/** Plays the cell for the first time, in shared programs where their libraries can take it. */
export async function tryCell({ cell }: PlannedCell, name: string, environment: CellEnvironment): Promise<Tried> {
  return await attempt(cell, name, 1, environment)
}

/**
 * Plays a cell once more, in programs of its own. Programs that were late are started once more for all of their cells,
 * and not for each.
 */
export async function replayCell(
  { cell }: PlannedCell,
  first: Tried,
  name: string,
  environment: CellEnvironment,
): Promise<Tried> {
  const isolates = wasOverloaded(first) ? environment.isolates : () => true
  return await attempt(cell, name, 2, { ...environment, isolates })
}

/** Every attempt is kept; the last one decides. */
export function resultOf(planned: PlannedCell, tries: readonly Tried[]): CellResult {
  return cellResult(
    planned,
    tries.map((tried) => tried.attempt),
    tries.flatMap((tried) => tried.artifacts),
  )
}

/** What may turn out otherwise when a cell is played alone. */
const unsettled: readonly Verdict[] = ['fail', 'partial', 'known-flaky']

/** A cell that is known to fail more often than this would most likely only fail again. */
const mostlyFails = 0.5

/**
 * Not where it went as it is known to go, which was looked at alone when it was listed. And a shared program that ends
 * instead of saying hello has failed all its cells alike: each starting it again would say no more.
 */
export function isWorthReplay({ expectation }: PlannedCell, first: Tried): boolean {
  const { outcome, programs } = first.attempt
  if (wasOverloaded(first)) return true
  const verdict = judge(expectation, [first.attempt])
  if (outcome.kind === 'unsupported' || !unsettled.includes(verdict)) return false
  if (verdict === 'known-flaky' && expectation.kind === verdict && expectation.atMost > mostlyFails) return false
  return !(programs === 'shared' && outcome.kind === 'failed' && outcome.stage === 'hello')
}

/** A program had not said hello in time, on a machine that was too busy for it. */
function wasOverloaded({ attempt: { outcome } }: Tried): boolean {
  return outcome.kind === 'harness-error' && outcome.message.startsWith(overloaded)
}

/** The result of a cell that can't be run at all. */
export function resultWithout(planned: PlannedCell, outcome: Outcome): CellResult {
  return cellResult(planned, [{ number: 1, programs: 'shared', outcome, timings: nothing }], [])
}

function cellResult(
  { cell, expectation }: PlannedCell,
  attempts: readonly Attempt[],
  artifacts: readonly Artifact[],
): CellResult {
  const last = attempts.at(-1)
  if (last === undefined) throw new Error(`${cell.id} has no attempt`)
  return {
    ...cell,
    expectation,
    verdict: judge(expectation, attempts),
    outcome: last.outcome,
    attempts,
    timings: last.timings,
    artifacts,
  }
}

async function attempt(cell: Cell, name: string, number: number, environment: CellEnvironment): Promise<Tried> {
  if (environment.signal.aborted) return without(interrupted, number, 'shared')
  environment.onAttempt(cell, number)
  const separate = (role: Role) => environment.isolates(cell, role)
  const programs = rolesOf(cell).some(([role]) => separate(role)) ? 'isolated' : 'shared'
  try {
    await using own = new AsyncDisposableStack()
    const cast = await castPrograms(cell, environment, separate, own)
    const { outcome, timings, artifacts } = await playAndKeepLogs(cell, `${name}.${number}`, number, cast, environment)
    return { attempt: { number, programs, outcome, timings }, artifacts }
  } catch (error) {
    const outcome =
      error instanceof ProgramStartError ? error.outcome : await outcomeOf(error, {}, null, environment.signal)
    return without(outcome, number, programs)
  }
}

/** An attempt that did not come to play. */
function without(outcome: Outcome, number: number, programs: Attempt['programs']): Tried {
  return { attempt: { number, programs, outcome, timings: nothing }, artifacts: [] }
}

async function playAndKeepLogs(cell: Cell, name: string, number: number, cast: Cast, environment: CellEnvironment) {
  const startedMs = performance.now()
  const play = await playCell(cell, name, cast, environment.services, environment.signal)
  if (!isWorthLogs(play.outcome)) return { ...play, artifacts: [] }
  const folder = path.join(artifactFolder(cell.id), `attempt-${number}`)
  const artifacts = await keepLogs(environment.folder, folder, cast, play, startedMs, environment.onLogLost)
  return { ...play, artifacts }
}

async function castPrograms(
  cell: Cell,
  { pool, slowness }: CellEnvironment,
  separate: (role: Role) => boolean,
  own: AsyncDisposableStack,
): Promise<Cast> {
  const { network } = settingOf(scenarioOf(cell), cell)
  const started = await Promise.allSettled(
    rolesOf(cell).map(async ([role, id]) => {
      if (!separate(role))
        return [role, await pool.shared(id, role, network[role]).catch(startFailed(role, slowness))] as const
      return [
        role,
        own.use(await pool.separate(id, role, network[role]).catch(startFailed(role, slowness))).program,
      ] as const
    }),
  )
  const failed = started.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return Object.fromEntries(started.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : [])))
}

function startFailed(role: Role, slowness: () => number) {
  return (error: unknown): never => {
    throw error instanceof PeerFailure ? new ProgramStartError(role, error, slowness()) : error
  }
}
