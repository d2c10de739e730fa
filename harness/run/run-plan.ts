import { participants, type Cell, type ImplementationId } from '../domain/cell.ts'
import { findDrift } from '../domain/drift.ts'
import type { Outcome, Role } from '../domain/outcome.ts'
import { rolesOf } from '../domain/roles.ts'
import type { CellResult, PlannedCell, Problem, RunEvent } from '../domain/run.ts'
import type { Lab } from '../lab/lab.ts'
import { flat } from '../lab/topology.ts'
import { isolationOf, type Implementation } from '../peers/inventory.ts'
import type { Hello } from '../protocol/messages.ts'
import { prepareAll } from './prepare-all.ts'
import { ProgramPool } from './program-pool.ts'
import { resultWithout, runCell } from './run-cell.ts'
import { Schedule } from './schedule.ts'
import { Services } from './services.ts'

export interface RunOptions {
  readonly planned: readonly PlannedCell[]
  readonly implementations: readonly Implementation[]
  readonly lab: Lab
  /** How many cells are played at once. */
  readonly jobs: number
  /** The run's folder, for logs. */
  readonly folder: string
  readonly cacheFolder: string
  readonly env: NodeJS.ProcessEnv
  readonly emit: (event: RunEvent) => void
  readonly signal: AbortSignal
}

/** Plays every planned cell and tells what happens. When it returns, or throws, nothing that it started is left. */
export async function runPlan(options: RunOptions): Promise<void> {
  const { planned, emit, signal } = options
  const needed = new Set(planned.flatMap(({ cell }) => participants(cell)))
  const { commands, missing } = await prepareAll(
    options.implementations.filter(({ id }) => needed.has(id)),
    options,
  )
  const hellos = new Hellos(emit)
  await using site = await options.lab.open(flat, signal)
  await using pool = new ProgramPool(
    site,
    options.folder,
    commands,
    {
      onHello: (id, hello) => hellos.add(id, hello),
      onStartFailed: (id, message) => hellos.addFailure(id, message),
      onProblem: (problem) => emit({ type: 'problem', problem }),
    },
    signal,
  )
  await using services = new Services(site, options.env, signal)
  const onAttempt = ({ id }: Cell, attempt: number) => emit({ type: 'cell-started', id, attempt })
  const isolated = isolationTable(options.implementations)
  const isolates = (cell: Cell, role: Role) =>
    rolesOf(cell).some(([played, id]) => played === role && isolated.has(isolationKey(id, cell.transport, role)))
  const schedule = new Schedule(options.jobs)
  const onLogLost = firstOnly((error) => emit({ type: 'problem', problem: logLost(error) }))
  const environment = { pool, services, isolates, folder: options.folder, onAttempt, onLogLost, signal }
  await Promise.all(
    planned.map(async (plannedCell, index) => {
      const { cell } = plannedCell
      const absent = absentOutcome(cell, missing)
      if (absent === undefined) await programsReady(cell, pool, isolates)
      const result =
        absent === undefined
          ? await schedule.add(plannedCell, () => runCell(plannedCell, String(index + 1), environment))
          : resultWithout(plannedCell, absent)
      emit({ type: 'cell-finished', result })
      hellos.compare(result)
    }),
  )
}

function logLost(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error)
  return { program: 'harness', message: `could not keep the logs of every cell that failed: ${reason}` }
}

/** A full disk is full for every cell: once said is enough. */
function firstOnly(report: (error: unknown) => void): (error: unknown) => void {
  let reported = false
  return (error) => {
    if (!reported) report(error)
    reported = true
  }
}

/** Cells whose programs are up go first; waiting for a slow program must not hold a place in the queue. */
async function programsReady(
  cell: Cell,
  pool: ProgramPool,
  isolates: (cell: Cell, role: Role) => boolean,
): Promise<void> {
  const shared = rolesOf(cell).filter(([role]) => !isolates(cell, role))
  await Promise.allSettled(shared.map(([role, id]) => pool.shared(id, role)))
}

function absentOutcome(cell: Cell, missing: ReadonlyMap<ImplementationId, string>): Outcome | undefined {
  const messages = participants(cell).flatMap((id) => (missing.has(id) ? [`${id}: ${missing.get(id)}`] : []))
  return messages.length === 0 ? undefined : { kind: 'not-run', cause: 'missing', message: messages.join('\n') }
}

function isolationTable(implementations: readonly Implementation[]): Set<string> {
  return new Set(
    implementations.flatMap((implementation) =>
      isolationOf(implementation).map(({ transport, role }) => isolationKey(implementation.id, transport, role)),
    ),
  )
}

function isolationKey(id: ImplementationId, transport: string, role: Role): string {
  return `${id} ${transport} ${role}`
}

/** What each implementation said of itself: told once, and held against what it does. */
class Hellos {
  readonly #hellos = new Map<ImplementationId, Hello>()
  readonly #told = new Set<string>()
  readonly #emit: (event: RunEvent) => void

  constructor(emit: (event: RunEvent) => void) {
    this.#emit = emit
  }

  add(id: ImplementationId, hello: Hello): void {
    if (this.#hellos.has(id)) return
    this.#hellos.set(id, hello)
    const { implementation, version, libraries, toolchain } = hello
    this.#emit({
      type: 'implementation',
      id,
      report: { state: 'ready', implementation, version, libraries, toolchain },
    })
  }

  addFailure(id: ImplementationId, message: string): void {
    if (this.#hellos.has(id) || this.#told.has(id)) return
    this.#told.add(id)
    this.#emit({ type: 'implementation', id, report: { state: 'missing', message } })
  }

  compare(result: CellResult): void {
    for (const { implementation, message } of findDrift(
      result,
      result.outcome,
      (id) => this.#hellos.get(id)?.capabilities,
    )) {
      const problem = { program: implementation, message }
      if (this.#told.has(`${implementation} ${message}`)) continue
      this.#told.add(`${implementation} ${message}`)
      this.#emit({ type: 'problem', problem })
    }
  }
}
