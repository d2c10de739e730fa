import { neverExcused, type Expectation } from './expectation.ts'
import type { Outcome } from './outcome.ts'

type Rule = Extract<Expectation, { readonly stages: unknown }>
type Failure = Pick<Extract<Outcome, { readonly kind: 'failed' }>, 'stage' | 'message' | 'fault'>

/** Whether a failure is the one that the rule knows. That a program died or broke the protocol is never known. */
export function excuses({ stages, message }: Pick<Rule, 'stages' | 'message'>, failure: Failure): boolean {
  if (failure.fault === 'program' || neverExcused.includes(failure.stage)) return false
  return stages.includes(failure.stage) && occursIn(message ?? '', failure.message)
}

/** Whether the text has the pieces of the pattern between its stars, in this order. */
export function occursIn(pattern: string, text: string): boolean {
  let from = 0
  return pattern.split('*').every((piece) => {
    const at = text.indexOf(piece, from)
    from = at + piece.length
    return at >= 0
  })
}
