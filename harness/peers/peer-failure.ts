import { plainText } from '../domain/plain-text.ts'
import { errorCodes, type ErrorCode } from '../protocol/messages.ts'

/**
 * What a peer program did wrong, before anybody knows which role and stage it was in.
 * - the protocol's error codes: it answered so
 * - `not-started`: there is no such program, or it can't be executed
 * - `lost`: the lab lost it, which is not its fault
 * - `exited`: it ended while something was asked of it
 * - `garbage`: it broke the protocol
 * - `silent`: it gave no answer, or an awaited event did not come
 */
export type PeerFailureCode = ErrorCode | 'not-started' | 'lost' | 'exited' | 'garbage' | 'silent'

export class PeerFailure extends Error {
  override readonly name = 'PeerFailure'
  readonly code: PeerFailureCode
  constructor(code: PeerFailureCode, message: string, cause?: unknown) {
    super(plainText(message), cause === undefined ? undefined : { cause })
    this.code = code
  }

  /** Whether this is what the program answered, and not that it did not answer. */
  get isAnswer(): boolean {
    return errorCodes.some((code) => code === this.code)
  }
}
