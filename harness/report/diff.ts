/** What changed from one run to another. */
import { isExpected, type Verdict } from '../domain/verdict.ts'
import type { Digest, DigestCell, DigestRun } from './digest.ts'
import { median } from './speed.ts'

export interface Difference {
  readonly before: DigestRun
  readonly after: DigestRun
  readonly versions: readonly VersionChange[]
  /** Cells whose verdict differs, or that only one of the runs has. */
  readonly verdicts: readonly VerdictChange[]
  readonly timings: readonly TimingChange[]
}

/** `null`: that run does not have it. */
interface Change<T> {
  readonly before: T | null
  readonly after: T | null
}
export type VersionChange = Change<string> & { readonly implementation: string }
export type VerdictChange = Change<Verdict> & { readonly id: string; readonly isWorse: boolean }

/** Medians in milliseconds over the cells that connected in both runs. */
export interface TimingChange {
  /** Scenario and transport. */
  readonly way: string
  readonly cells: number
  readonly before: number
  readonly after: number
  /** Median over the cells of how many times as long each took. */
  readonly ratio: number
}

export function diff(before: Digest, after: Digest): Difference {
  return {
    before: before.run,
    after: after.run,
    versions: versionChanges(before.run.versions, after.run.versions),
    verdicts: verdictChanges(before.cells, after.cells),
    timings: timingChanges(before.cells, after.cells),
  }
}

type Versions = DigestRun['versions']

function versionChanges(before: Versions, after: Versions): VersionChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .map((name) => ({ implementation: name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((change) => change.before !== change.after)
}

function verdictChanges(before: readonly DigestCell[], after: readonly DigestCell[]): VerdictChange[] {
  const [was, is] = [byId(before), byId(after)]
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((id) => ({ id, before: was.get(id)?.verdict ?? null, after: is.get(id)?.verdict ?? null }))
    .filter((change) => change.before !== change.after)
    .map((change) => ({ ...change, isWorse: isWorse(change) }))
}

/** It was as expected and is so no more; a new cell that is not as expected counts, one that is gone does not. */
function isWorse({ before, after }: Change<Verdict>): boolean {
  return after !== null && !isExpected(after) && (before === null || isExpected(before))
}

/** Smaller changes don't matter, whatever their cause. */
const notable = 1.25
/** Noise looks like this once in so many comparisons. */
const improbable = 0.01

/** Of each scenario and transport, where the same cells took clearly longer or shorter: a sign test of the pairs. */
function timingChanges(before: readonly DigestCell[], after: readonly DigestCell[]): TimingChange[] {
  const was = byId(before)
  const pairs = after.flatMap(({ id, connectMs }) => {
    const earlier = was.get(id)?.connectMs ?? null
    return earlier === null || connectMs === null || earlier === 0 ? [] : [{ id, before: earlier, after: connectMs }]
  })
  return [...Map.groupBy(pairs, ({ id }) => id.split('/').slice(0, 2).join(' '))].flatMap(([way, of]) => {
    const ratio = median(of.map((pair) => pair.after / pair.before)) ?? 1
    const slower = of.filter((pair) => pair.after > pair.before).length
    if ((ratio < notable && ratio > 1 / notable) || signTest(slower, of.length) > improbable) return []
    return [{ way, cells: of.length, before: mid(of.map((p) => p.before)), after: mid(of.map((p) => p.after)), ratio }]
  })
}

function mid(values: readonly number[]): number {
  return median(values) ?? 0
}

/** How probable a split as uneven as this or more is, if neither side is more likely: both tails of the binomial. */
function signTest(count: number, of: number): number {
  const fewer = Math.min(count, of - count)
  let exactly = 0.5 ** of
  let tail = 0
  for (let k = 0; k <= fewer; k++) {
    tail += exactly
    exactly *= (of - k) / (k + 1)
  }
  return Math.min(1, 2 * tail)
}

function byId(cells: readonly DigestCell[]): ReadonlyMap<string, DigestCell> {
  return new Map(cells.map((cell) => [cell.id, cell]))
}
