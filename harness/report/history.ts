/** What a cell did in a number of runs. */
import type { Tally } from '../domain/rate.ts'
import { isExpected, type Verdict } from '../domain/verdict.ts'
import type { Digest, DigestCell, DigestRun } from './digest.ts'

export interface History {
  /** Oldest first. */
  readonly runs: readonly DigestRun[]
  readonly cells: ReadonlyMap<string, CellHistory>
}

export interface CellHistory {
  /** One for each run: `null` where the cell was not planned. */
  readonly strip: readonly (Verdict | null)[]
  readonly connectMs: readonly (number | null)[]
  /** Over all runs. */
  readonly seen: Tally
  /** The run since which the cell has not been as expected; `null`: it is as expected now, or was never played. */
  readonly firstBad: DigestRun | null
}

export const noHistory: History = { runs: [], cells: new Map() }

/** The same run twice counts once. */
export function historyOf(digests: readonly Digest[]): History {
  const ordered = [...new Map(digests.map((digest) => [digest.run.id, digest])).values()].toSorted(byStart)
  const runs = ordered.map(({ run }) => run)
  const byRun = ordered.map(({ cells }) => new Map(cells.map((cell) => [cell.id, cell])))
  const ids = new Set(ordered.flatMap(({ cells }) => cells.map(({ id }) => id)))
  const cellHistory = (id: string) =>
    historyOfCell(
      byRun.map((cells) => cells.get(id) ?? null),
      runs,
    )
  return { runs, cells: new Map([...ids].map((id) => [id, cellHistory(id)])) }
}

function historyOfCell(cells: readonly (DigestCell | null)[], runs: readonly DigestRun[]): CellHistory {
  const strip = cells.map((cell) => cell?.verdict ?? null)
  return {
    strip,
    connectMs: cells.map((cell) => cell?.connectMs ?? null),
    seen: {
      attempts: sum(cells.map((cell) => cell?.attempts ?? 0)),
      failed: sum(cells.map((cell) => cell?.failed ?? 0)),
    },
    firstBad: firstBad(strip, runs),
  }
}

/** Runs in which the cell was not played say nothing either way. */
function firstBad(strip: readonly (Verdict | null)[], runs: readonly DigestRun[]): DigestRun | null {
  const played = strip.map((verdict) => (verdict === 'not-run' ? null : verdict))
  const lastGood = played.findLastIndex((verdict) => verdict !== null && isExpected(verdict))
  const first = played.findIndex((verdict, index) => index > lastGood && verdict !== null)
  return runs[first] ?? null
}

function byStart(one: Digest, other: Digest): number {
  return Date.parse(one.run.startedAt) - Date.parse(other.run.startedAt)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
