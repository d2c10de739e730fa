import { PeerFailure } from '../peers/peer-failure.ts'
import { UserError } from '../domain/errors.ts'
import type { Bench } from './bench.ts'
import { NotApplicable, Violation, type Rule } from './rule.ts'
import { families } from './rules.ts'

export interface RuleResult {
  readonly family: string
  readonly rule: string
  readonly result: 'pass' | 'fail' | 'not-applicable'
  /** Why it failed or does not apply, or what was seen. */
  readonly why: string | null
}

/** Checks rule by rule. Throws a UserError if there is no such program. */
export async function* check(bench: Bench): AsyncGenerator<RuleResult> {
  let lacking: string | undefined
  for (const { name, rules } of families) {
    for (const rule of rules) {
      const judgement: Judgement =
        lacking === undefined ? await judge(rule, bench) : { result: 'not-applicable', why: lacking }
      if (judgement.result === 'fail') lacking ??= rule.essential
      yield { family: name, rule: rule.title, ...judgement }
    }
  }
}

const shownBreaches = 3

type Judgement = Pick<RuleResult, 'result' | 'why'>

async function judge(rule: Rule, bench: Bench): Promise<Judgement> {
  const before = bench.breaches().length
  try {
    return { result: 'pass', why: (await rule.check(bench)) ?? null }
  } catch (error) {
    if (error instanceof NotApplicable) return { result: 'not-applicable', why: error.message }
    if (error instanceof PeerFailure && error.code === 'not-started') throw notThere(error)
    if (error instanceof Violation) return { result: 'fail', why: error.message }
    if (error instanceof PeerFailure)
      return {
        result: 'fail',
        why: [
          error.message,
          ...bench
            .breaches()
            .slice(before, before + shownBreaches)
            .map(({ why }) => why),
        ].join('\n'),
      }
    throw error
  }
}

function notThere(error: PeerFailure): UserError {
  return new UserError(error.message, { hint: 'Write the command after `--`, as you would run it here.', cause: error })
}
