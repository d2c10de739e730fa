import type { Role } from './role.ts'
import type { Stage } from './stage.ts'

/** Where in a user's file a problem is; line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** The user can fix it: shown without a stack, exit code 2. `hint` says how. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly hint: string | undefined
  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.hint = options.hint
  }
}

/** A peer's fault. It becomes the outcome of a cell and never leaves it. `role`: whose; `null`: that can't be known. */
export class PeerError extends Error {
  override readonly name = 'PeerError'
  readonly role: Role | null
  readonly stage: Stage
  constructor(role: Role | null, stage: Stage, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.role = role
    this.stage = stage
  }
}

/** A peer says that it can't do what it was asked: the outcome `unsupported`. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError'
  readonly by: Role
  constructor(by: Role, message: string) {
    super(message)
    this.by = by
  }
}
