import { PeerFailure } from '../peers/peer-failure.ts'
import type { RequestId } from '../protocol/lines.ts'
import { errorCodes, type ErrorCode } from '../protocol/messages.ts'

/** A request as it goes out, right or wrong. */
export interface AnyRequest {
  readonly id?: RequestId
  readonly method: string
  readonly node?: string
  readonly params?: unknown
}

export type Reply =
  | { readonly kind: 'result'; readonly result: Record<string, unknown> }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly message: string }

/** Throws where there is no answer at all. */
export async function replyOf(answer: Promise<Record<string, unknown>>): Promise<Reply> {
  try {
    return { kind: 'result', result: await answer }
  } catch (error) {
    const code = errorCodes.find((one) => error instanceof PeerFailure && error.code === one)
    if (code === undefined) throw error
    return { kind: 'error', code, message: (error as PeerFailure).message }
  }
}
