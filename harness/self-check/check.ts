import type { Role } from '../domain/role.ts'
import type { Verdict } from '../domain/verdict.ts'
import { referencePeer } from './peer/program.ts'
import { honest, liar, type Plant } from './plant.ts'
import { playInMemory } from './play.ts'

/** What became of a planted lie. */
export interface Finding {
  /** Such as `direct (dialer) has a connection with another muxer`. */
  readonly plant: string
  readonly scenario: string
  /** The cell did not simply pass, or the run has a problem beside it; what is only peculiar has to pass. */
  readonly isCaught: boolean
  readonly verdict: Verdict | null
  readonly role: Role | null
  readonly sentence: string
  readonly problems: readonly string[]
}

/** Plays the cell that the lie is planted in, in memory, as a run plays any cell. */
export async function check(plant: Plant, signal: AbortSignal): Promise<Finding> {
  const programs = { [honest]: referencePeer, [liar]: plant.lie(referencePeer) }
  const events = await playInMemory([plant.cell], programs, signal)
  const result = events.find((event) => event.type === 'cell-finished')?.result
  const problems = events.flatMap((event) => (event.type === 'problem' ? [event.problem.message] : []))
  const { outcome } = result ?? {}
  return {
    plant: nameOf(plant),
    scenario: plant.cell.scenario,
    isCaught: (result?.verdict !== 'pass' || problems.length > 0) !== isOnlyPeculiar(plant),
    verdict: result?.verdict ?? null,
    role: outcome?.kind === 'failed' ? outcome.role : outcome?.kind === 'unsupported' ? outcome.by : null,
    sentence: outcome !== undefined && 'message' in outcome ? outcome.message : '',
    problems,
  }
}

/** Odd, but no lie: nobody may be accused of it. */
function isOnlyPeculiar({ ending }: Plant): boolean {
  return ending.verdict === 'pass' && !ending.problem
}

export function nameOf({ cell, liars, name }: Plant): string {
  const variant = cell.qualifiers.with === undefined ? '' : ` ${cell.qualifiers.with}`
  return `${cell.scenario}${variant} ${cell.transport} (${liars.join(', ')}) ${name}`
}
