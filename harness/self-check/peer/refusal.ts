import type { ErrorCode } from '../../protocol/messages.ts'

/** Becomes an error answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal('failed', error instanceof Error ? error.message : String(error))
}
