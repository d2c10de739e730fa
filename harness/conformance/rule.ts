import { plainText } from '../domain/plain-text.ts'
import type { Bench } from './bench.ts'

/** One thing that the peer protocol asks of a program. */
export interface Rule {
  /** What a conforming program does. */
  readonly title: string
  /** If it fails, nothing after it can be checked, and this says why. */
  readonly essential?: string
  /** Throws Violation or NotApplicable; may tell what it saw. */
  readonly check: (bench: Bench) => Promise<string | undefined>
}

export interface Family {
  readonly name: string
  readonly rules: readonly Rule[]
}

/** The program does not conform, and this is how. */
export class Violation extends Error {
  override readonly name = 'Violation'
  constructor(message: string) {
    super(plainText(message))
  }
}

/** The rule asks for something that the program does not claim to do. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable'
}
