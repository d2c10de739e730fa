import type { Bug } from './bug.ts'

/** How often a reproduction saw its bug. */
export interface Rate {
  readonly seen: number
  readonly of: number
}

export type Verdict = 'as stated' | 'seems fixed' | 'other than stated' | 'does not run' | 'skipped'

/** The rate that stands in the last line that has one; `null`: there is none. */
export function rateIn(output: string): Rate | null {
  const found = [...output.matchAll(/^reproduced: (\d+) of (\d+)$/gm)].at(-1)
  return found === undefined ? null : { seen: Number(found[1]), of: Number(found[2]) }
}

/** `failure`: what went wrong with the reproduction itself. */
export function judge(
  stated: Bug['stated'],
  rate: Rate | null,
  failure: string | null,
): { verdict: Verdict; why?: string } {
  if (failure !== null) return { verdict: 'does not run', why: failure }
  if (rate === null || rate.of === 0)
    return { verdict: 'does not run', why: 'it does not say how often it saw the bug' }
  if (rate.seen === 0) return { verdict: 'seems fixed' }
  if (stated === 'always' && rate.seen < rate.of) {
    return { verdict: 'other than stated', why: 'it is stated to show each time' }
  }
  return { verdict: 'as stated' }
}
