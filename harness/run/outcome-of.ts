import { PeerError, UnsupportedError } from '../domain/errors.ts'
import type { Outcome, Role } from '../domain/outcome.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import { StunMissingError } from './stun-server.ts'

/** What an error in the course of a cell says about the cell. Whatever is no peer's fault is the harness's own. */
export function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted) return interrupted
  if (error instanceof PeerError) {
    return { kind: 'failed', role: error.role, stage: error.stage, message: error.message }
  }
  if (error instanceof UnsupportedError) return { kind: 'unsupported', by: error.by, message: error.message }
  if (error instanceof StunMissingError) return { kind: 'not-run', cause: 'missing', message: error.message }
  return { kind: 'harness-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
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
        : { kind: 'failed', role, stage: 'hello', message: failure.message }
  }
}
