import { PeerError } from '../domain/errors.ts'
import { stageTable } from '../domain/stage.ts'
import { PeerFailure } from '../peers/peer-failure.ts'

/** Whether something did not come about between two nodes whose programs both still answer. */
export function isBetween(error: unknown): error is PeerError {
  if (!(error instanceof PeerError) || !stageTable[error.stage].takesTwo) return false
  return !(error.cause instanceof PeerFailure && ['exited', 'garbage'].includes(error.cause.code))
}
