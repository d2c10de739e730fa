import type { Cell } from '../domain/cell.ts'
import type { Outcome, Role, Timings } from '../domain/outcome.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import { Participant } from '../scenarios/participant.ts'
import type { CellContext, TlsMaterial } from '../scenarios/scenario.ts'
import { scenarios } from '../scenarios/scenarios.ts'
import { Stopwatch } from '../scenarios/stopwatch.ts'
import { outcomeOf, type Cast } from './outcome-of.ts'

export interface Play {
  readonly outcome: Outcome
  readonly timings: Timings
  /** Names of the nodes that took part, by role. */
  readonly nodes: ReadonlyMap<string, Role>
}

/** What the lab has for all cells. */
export interface LabServices {
  tlsFor(ip: string): Promise<TlsMaterial>
  stunServers(): Promise<string[]>
}

/** Plays the cell once with these programs: fresh nodes, the scenario, and every node stopped again. Never throws. */
export async function playCell(
  cell: Cell,
  name: string,
  cast: Cast,
  services: LabServices,
  signal: AbortSignal,
): Promise<Play> {
  const stopwatch = new Stopwatch()
  const nodes = new Map<string, Role>()
  const starts: Promise<Participant>[] = []
  const context: CellContext = {
    cell,
    stopwatch,
    tlsFor: (ip) => services.tlsFor(ip),
    stunServers: () => services.stunServers(),
    ipOf: (role) => programOf(cast, role).ip,
    start: (role, options) => {
      const node = uniqueName(`${name}.${role}`, nodes)
      nodes.set(node, role)
      const starting = Participant.start(role, programOf(cast, role), node, options, signal)
      starts.push(starting)
      return starting
    },
  }
  const outcome = await play(context, cast, starts, signal)
  return { outcome, timings: stopwatch.timings(), nodes }
}

async function play(
  context: CellContext,
  cast: Cast,
  starts: Promise<Participant>[],
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const success = await scenarios[context.cell.scenario](context)
    await stopAll(await Promise.all(starts))
    return success
  } catch (error) {
    const started = await Promise.allSettled(starts)
    await Promise.allSettled(started.map(async (start) => start.status === 'fulfilled' && (await start.value.stop())))
    return outcomeOf(error, cast, signal)
  }
}

/** Who dialled hangs up first: some libraries mind a remote that goes on talking while they close their listener. */
async function stopAll(participants: readonly Participant[]): Promise<void> {
  const stop = (some: readonly Participant[]) => Promise.all(some.map((participant) => participant.stop()))
  await stop(participants.filter(({ role }) => role === 'dialer'))
  await stop(participants)
}

function uniqueName(name: string, taken: ReadonlyMap<string, unknown>, number = 1): string {
  const candidate = number === 1 ? name : `${name}.${number}`
  return taken.has(candidate) ? uniqueName(name, taken, number + 1) : candidate
}

function programOf(cast: Cast, role: Role): PeerProgram {
  const program = cast[role]
  if (program === undefined) throw new Error(`this cell has no ${role}`)
  return program
}
