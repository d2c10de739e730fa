import { PeerError, UnsupportedError } from '../domain/errors.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Role } from '../domain/role.ts'
import type { Case } from '../judge/arrangement.ts'
import { blameFor } from '../judge/blame.ts'
import { firstFault } from '../peers/first-fault.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import { StunMissingError } from './stun-server.ts'

/** The programs of a cell, by the role that they play. */
export type Cast = Partial<Readonly<Record<Role, PeerProgram>>>

/**
 * What an error in the course of a cell says about the cell. What is nobody's fault among the peers is the harness's own.
 * `cast`: a program of it that died has failed the cell, whoever was the first to notice. `seen`: the evidence until then.
 */
export async function outcomeOf(error: unknown, cast: Cast, seen: Case | null, signal: AbortSignal): Promise<Outcome> {
  if (signal.aborted) return interrupted
  if (error instanceof PeerError) return await failureOf(error, cast, seen, signal)
  if (error instanceof UnsupportedError) return { kind: 'unsupported', by: error.by, message: error.message }
  if (error instanceof StunMissingError) return { kind: 'not-run', cause: 'missing', message: error.message }
  return { kind: 'harness-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

async function failureOf(error: PeerError, cast: Cast, seen: Case | null, signal: AbortSignal): Promise<Outcome> {
  const { stage } = error
  const failed = { kind: 'failed', stage, evidence: seen?.evidence ?? null } as const
  const fault = await firstFault(cast, newsMs, signal)
  if (fault?.failure.code === 'lost') return { kind: 'harness-error', message: fault.failure.message }
  if (fault !== null) return { ...failed, role: fault.role, message: fault.failure.message, fault: 'program' }
  const blame = seen === null ? error : blameFor(error, seen)
  return { ...failed, role: blame.role, message: blame.message, fault: 'peer' }
}

/** News of a program's end may come a little later than the complaint of the one that it talked to. */
const newsMs = 250

export const interrupted: Outcome = { kind: 'not-run', cause: 'interrupted', message: 'the run was interrupted first' }

/** A program that is not there was not run; one that is there and doesn't say hello has failed. */
export class ProgramStartError extends Error {
  override readonly name = 'ProgramStartError'
  readonly outcome: Outcome
  /** `slowness`: how many times slower than idle the machine is. */
  constructor(role: Role, failure: PeerFailure, slowness: number) {
    super(failure.message, { cause: failure })
    this.outcome = startOutcome(role, failure, slowness)
  }
}

function startOutcome(role: Role, { code, message }: PeerFailure, slowness: number): Outcome {
  if (code === 'not-started') return { kind: 'not-run', cause: 'missing', message }
  if (code === 'lost') return { kind: 'harness-error', message }
  if (code === 'silent' && slowness >= tooSlow) {
    const times = Math.round(slowness)
    return {
      kind: 'harness-error',
      message: `${overloaded}, ${times} times slower than idle: ${message}\nFewer --jobs, or more --patience, may help.`,
    }
  }
  return { kind: 'failed', role, stage: 'hello', message, fault: 'program', evidence: null }
}

/** A machine this many times slower than idle is to blame for a program that is late. */
const tooSlow = 2.5
export const overloaded = 'the machine is overloaded'
