/** How often something fails, and what that says about a rate that was claimed for it. */
import { isWhole, type Observed } from './outcome.ts'

export interface Tally {
  readonly attempts: number
  readonly failed: number
}

/** Counts what was played to its end: that a cell could not be run says nothing about how often it fails. */
export function tally(outcomes: readonly Observed[]): Tally {
  const played = outcomes.filter(({ kind }) => !['unsupported', 'not-run', 'harness-error'].includes(kind))
  return { attempts: played.length, failed: played.filter((outcome) => !isWhole(outcome)).length }
}

/** Between 0 and 1; `null`: nothing was played. */
export function rate({ attempts, failed }: Tally): number | null {
  return attempts === 0 ? null : failed / attempts
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const z95 = 1.959964

/**
 * Where the true rate lies with 95 % confidence: the score interval of Wilson (1927), which is good for few attempts
 * and for rates near 0 and 1 too. https://doi.org/10.1080/01621459.1927.10502953
 */
export function wilsonInterval({ attempts, failed }: Tally): Interval {
  if (attempts === 0) return { low: 0, high: 1 }
  const seen = failed / attempts
  const squared = z95 ** 2 / attempts
  const centre = seen + squared / 2
  const spread = z95 * Math.sqrt((seen * (1 - seen)) / attempts + squared / (4 * attempts))
  return {
    low: Math.max(0, (centre - spread) / (1 + squared)),
    high: Math.min(1, (centre + spread) / (1 + squared)),
  }
}

/** How probable as many failures or more are where each attempt fails with probability `rate`: the binomial tail. */
export function chanceOfAsMany({ attempts, failed }: Tally, rate: number): number {
  if (rate >= 1) return 1
  let exactly = (1 - rate) ** attempts
  let fewer = 0
  for (let count = 0; count < failed; count++) {
    fewer += exactly
    exactly *= ((attempts - count) / (count + 1)) * (rate / (1 - rate))
  }
  return Math.max(0, 1 - fewer)
}
