/** Why a request was not done: the code is the protocol's, the message is for a human. */
export type FailureCode = 'unsupported' | 'invalid' | 'failed' | 'timeout'

export class Failure extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
    this.code = code
  }
}

export const invalid = (message: string): Failure => new Failure('invalid', message)
export const unsupported = (message: string): Failure => new Failure('unsupported', message)
