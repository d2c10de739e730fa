import type { Expectation } from './expectation.ts'
import { chanceOfAsMany, type Tally } from './rate.ts'

/** How a cell that is listed as flaky behaves, if not so. */
export type Misfiled = 'never-fails' | 'always-fails' | 'fails-too-often'

/** Fewer attempts say nothing about a cell that seems to do the same each time. */
const enoughAttempts = 20

/** A listed rate is called wrong only where what was seen is as improbable as this: one false alarm in a thousand. */
const improbable = 0.001

/**
 * What a history says against listing a cell, or all cells of a rule, as known-flaky; `null`: nothing. What fails each
 * time is known-failing, what never fails needs no rule, and what fails more often than `atMost` has another cause too.
 */
export function misfiled(expectation: Expectation, seen: Tally): Misfiled | null {
  if (expectation.kind !== 'known-flaky') return null
  if (seen.attempts >= enoughAttempts && seen.failed === seen.attempts) return 'always-fails'
  if (seen.attempts >= enoughAttempts && seen.failed === 0) return 'never-fails'
  return chanceOfAsMany(seen, expectation.atMost) < improbable ? 'fails-too-often' : null
}
