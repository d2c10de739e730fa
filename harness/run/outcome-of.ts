import { PeerError, UnsupportedError } from '../domain/errors.ts'
import { roles, type Outcome, type Role } from '../domain/outcome.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import { StunMissingError } from './stun-server.ts'

/** The programs of a cell, by the role that they play. */
export type Cast = Partial<Readonly<Record<Role, PeerProgram>>>

/**
 * What an error in the course of a cell says about the cell. Whatever is no peer's fault is the harness's own.
 * `cast`: a program of it that died has failed the cell, whoever was the first to notice.
 */
export function outcomeOf(error: unknown, cast: Cast, signal: AbortSignal): Outcome {
  if (signal.aborted) return interrupted
  if (error instanceof PeerError) return failureOf(error, cast)
  if (error instanceof UnsupportedError) return { kind: 'unsupported', by: error.by, message: error.message }
  if (error instanceof StunMissingError) return { kind: 'not-run', cause: 'missing', message: error.message }
  return { kind: 'harness-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

function failureOf(error: PeerError, cast: Cast): Outcome {
  const { stage, message, cause } = error
  if (cause instanceof PeerFailure && endsProgram(cause)) {
    return { kind: 'failed', role: error.role, stage, message, fault: 'program' }
  }
  for (const role of roles) {
    const failure = cast[role]?.failure
    if (failure !== undefined) return { kind: 'failed', role, stage, message: failure.message, fault: 'program' }
  }
  return { kind: 'failed', role: error.role, stage, message, fault: 'peer' }
}

function endsProgram({ code }: PeerFailure): boolean {
  return code === 'exited' || code === 'garbage'
}

export const interrupted: Outcome = { kind: 'not-run', cause: 'interrupted', message: 'the run was interrupted first' }

/** A program that is not there was not run; one that is there and doesn't say hello has failed. */
export class ProgramStartError extends Error {
  override readonly name = 'ProgramStartError'
  readonly outcome: Outcome
  constructor(role: Role, failure: PeerFailure) {
    super(failure.message, { cause: failure })
    this.outcome =
      failure.code === 'not-started'
        ? { kind: 'not-run', cause: 'missing', message: failure.message }
        : { kind: 'failed', role, stage: 'hello', message: failure.message, fault: 'program' }
  }
}
