import type { Cell } from '../domain/cell.ts'
import type { Outcome, Role, Timings } from '../domain/outcome.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import { Participant } from '../scenarios/participant.ts'
import type { CellContext, TlsMaterial } from '../scenarios/scenario.ts'
import { scenarios } from '../scenarios/scenarios.ts'
import { Stopwatch } from '../scenarios/stopwatch.ts'
import { outcomeOf } from './outcome-of.ts'

export type Cast = Partial<Readonly<Record<Role, PeerProgram>>>

export interface Play {
  readonly outcome: Outcome
  readonly timings: Timings
  /** Names of the nodes that took part, by role. */
  readonly nodes: ReadonlyMap<string, Role>
}

/** Plays the cell once with these programs: fresh nodes, the scenario, and every node stopped again. Never throws. */
export async function playCell(
  cell: Cell,
  name: string,
  cast: Cast,
  tlsFor: (ip: string) => Promise<TlsMaterial>,
  signal: AbortSignal,
): Promise<Play> {
  const stopwatch = new Stopwatch()
  const nodes = new Map<string, Role>()
  const participants: Participant[] = []
  const context: CellContext = {
    cell,
    stopwatch,
    tlsFor,
    ipOf: (role) => programOf(cast, role).ip,
    start: async (role, options) => {
      const node = `${name}.${role}`
      nodes.set(node, role)
      const participant = await Participant.start(role, programOf(cast, role), node, options, signal)
      participants.push(participant)
      return participant
    },
  }
  const outcome = await play(context, participants, signal)
  return { outcome, timings: stopwatch.timings(), nodes }
}

async function play(context: CellContext, participants: Participant[], signal: AbortSignal): Promise<Outcome> {
  try {
    const evidence = await scenarios[context.cell.scenario](context)
    await Promise.all(participants.map((participant) => participant.stop()))
    return { kind: 'connected', evidence }
  } catch (error) {
    await Promise.allSettled(participants.map((participant) => participant.stop()))
    return outcomeOf(error, signal)
  }
}

function programOf(cast: Cast, role: Role): PeerProgram {
  const program = cast[role]
  if (program === undefined) throw new Error(`this cell has no ${role}`)
  return program
}
