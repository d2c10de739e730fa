import { participants, type Cell, type ImplementationId } from '../domain/cell.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Role } from '../domain/role.ts'
import type { CellResult, PlannedCell, Problem, RunEvent } from '../domain/run.ts'
import type { Lab, Site } from '../lab/lab.ts'
import { isolationOf, type Implementation } from '../peers/inventory.ts'
import { settingOf } from '../scenarios/scenario.ts'
import { rolesOf, scenarioOf } from '../scenarios/scenarios.ts'
import type { Pace } from '../time/pace.ts'
import { Hellos } from './hellos.ts'
import { Places, type Place } from './places.ts'
import { prepareAll, type Prepared } from './prepare-all.ts'
import { ProgramPool } from './program-pool.ts'
import { isWorthReplay, replayCell, resultOf, resultWithout, tryCell, type Tried } from './run-cell.ts'
import { Schedule } from './schedule.ts'
import { Services } from './services.ts'

export interface RunOptions {
  readonly planned: readonly PlannedCell[]
  readonly implementations: readonly Implementation[]
  readonly lab: Lab
  readonly pace: Pace
  /** How many cells are played at once. */
  readonly jobs: number
  /** The run's folder, for logs. */
  readonly folder: string
  readonly cacheFolder: string
  readonly env: NodeJS.ProcessEnv
  readonly emit: (event: RunEvent) => void
  readonly signal: AbortSignal
}

/** Plays every planned cell and reports what happens. When it returns, or throws, nothing that it started is left. */
export async function runPlan(options: RunOptions): Promise<void> {
  const { planned, lab, pace, emit, signal } = options
  const needed = new Set(planned.flatMap(({ cell }) => participants(cell)))
  const { commands, missing } = await prepareAll(
    options.implementations.filter(({ id }) => needed.has(id)),
    options,
  )
  const hellos = new Hellos(emit)
  await using places = new Places(lab, (site) => furnish(site, commands, hellos, options), signal)
  const isolates = isolationTable(options.implementations)
  const schedule = new Schedule(options.jobs, pace)
  const environment = {
    isolates,
    slowness: () => pace.slowness(),
    folder: options.folder,
    onAttempt: ({ id }: Cell, attempt: number) => emit({ type: 'cell-started', id, attempt }),
    onLogLost: firstOnly((error) => emit({ type: 'problem', problem: logLost(error) })),
    signal,
  }
  const placeOf = async (cell: Cell) => await places.of(settingOf(scenarioOf(cell), cell).topology)
  const finish = (result: CellResult) => {
    emit({ type: 'cell-finished', result })
    hellos.compare(result)
  }
  const replays: Replay[] = []
  await Promise.all(
    planned.map(async (plannedCell, index) => {
      const { cell } = plannedCell
      const absent = absentOutcome(cell, missing) ?? lackOf(lab, cell)
      if (absent !== undefined) return finish(resultWithout(plannedCell, absent))
      const name = String(index + 1)
      const arrive = async () => {
        const place = await placeOf(cell)
        await programsReady(cell, place.pool, isolates)
        return place
      }
      const play = async (place: Place) => await tryCell(plannedCell, name, { ...environment, ...place })
      const { topology, isOwn } = settingOf(scenarioOf(cell), cell)
      const playThere = async () => {
        try {
          return await play(await arrive())
        } finally {
          await places.close(topology)
        }
      }
      const first =
        isOwn === true
          ? await schedule.add(plannedCell, playThere)
          : await arrive().then(async (place) => await schedule.add(plannedCell, async () => await play(place)))
      if (isWorthReplay(plannedCell, first)) replays.push({ plannedCell, name, first })
      else finish(resultOf(plannedCell, [first]))
    }),
  )
  if (replays.length > 0) await places.rest()
  for (const { plannedCell, name, first } of replays) {
    const place = await placeOf(plannedCell.cell)
    const second = await replayCell(plannedCell, first, name, { ...environment, ...place })
    finish(resultOf(plannedCell, [first, second]))
  }
}

/** A cell that is played again when all others are over: alone, on a quiet machine. */
interface Replay {
  readonly plannedCell: PlannedCell
  readonly name: string
  readonly first: Tried
}

function furnish(site: Site, commands: Prepared['commands'], hellos: Hellos, options: RunOptions): Place {
  const { lab, pace, folder, env, emit, signal } = options
  const pool = new ProgramPool(
    site,
    folder,
    commands,
    pace.clock,
    {
      onHello: (id, hello) => hellos.add(id, hello),
      onStartFailed: (id, message) => hellos.addFailure(id, message),
      onProblem: (problem) => emit({ type: 'problem', problem }),
    },
    signal,
  )
  const { witness } = lab.can
  const services = new Services(site, witness === true ? '' : witness.reason, pace.clock, env, signal)
  return {
    pool,
    services,
    async [Symbol.asyncDispose]() {
      await pool[Symbol.asyncDispose]()
      await services[Symbol.asyncDispose]()
    },
  }
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
async function programsReady(cell: Cell, pool: ProgramPool, isolates: Isolates): Promise<void> {
  const { network } = settingOf(scenarioOf(cell), cell)
  const shared = rolesOf(cell).filter(([role]) => !isolates(cell, role))
  await Promise.allSettled(shared.map(async ([role, id]) => await pool.shared(id, role, network[role])))
}

/** What the cell's topology needs and this lab can't do. */
function lackOf({ name, can }: Lab, cell: Cell): Outcome | undefined {
  const { needs } = settingOf(scenarioOf(cell), cell)
  const refusals = needs.flatMap((ability) => (can[ability] === true ? [] : [can[ability]]))
  if (refusals.length === 0) return undefined
  const message = refusals.map(({ reason, fix }) => `the ${name} lab can't: ${reason}\n${fix}`).join('\n')
  return { kind: 'not-run', cause: 'lab', message }
}

function absentOutcome(cell: Cell, missing: ReadonlyMap<ImplementationId, string>): Outcome | undefined {
  const messages = participants(cell).flatMap((id) => (missing.has(id) ? [`${id}: ${missing.get(id)}`] : []))
  return messages.length === 0 ? undefined : { kind: 'not-run', cause: 'missing', message: messages.join('\n') }
}

/** True where the implementation's library can't take this cell in a program with others. */
type Isolates = (cell: Cell, role: Role) => boolean

function isolationTable(implementations: readonly Implementation[]): Isolates {
  const keyOf = (id: ImplementationId, transport: string, role: Role) => `${id} ${transport} ${role}`
  const isolated = new Set(
    implementations.flatMap((implementation) =>
      isolationOf(implementation).map(({ transport, role }) => keyOf(implementation.id, transport, role)),
    ),
  )
  return (cell, role) =>
    rolesOf(cell).some(([played, id]) => played === role && isolated.has(keyOf(id, cell.transport, role)))
}
