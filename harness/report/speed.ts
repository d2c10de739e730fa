/** Where the time of a run went, so that the next thing to speed up is visible. All durations in milliseconds. */
import { participants } from '../domain/cell.ts'
import { isSuccess } from '../domain/outcome.ts'
import type { CellReport, RunResults } from '../domain/results.ts'

/** Cells that have something in common, and what they cost. */
export interface SpeedRow {
  readonly name: string
  readonly cells: number
  /** Medians over the cells that connected; `null`: none did. */
  readonly connectMs: number | null
  readonly chatMs: number | null
  readonly wallMs: number | null
  /** Sum over all cells and attempts. */
  readonly totalMs: number
}

export interface Speed {
  readonly runMs: number | null
  readonly jobs: number
  readonly byTransport: readonly SpeedRow[]
  readonly byImplementation: readonly SpeedRow[]
  /** Part of the cells' wall time in which libp2p connected, pinged and chatted; the rest is nodes, protocol, harness. */
  readonly libp2pShare: number
}

export function speedOf({ run, cells }: RunResults): Speed {
  const played = cells.filter(({ outcome }) => isSuccess(outcome) || outcome.kind === 'failed')
  return {
    runMs: run.wallMs,
    jobs: run.jobs,
    byTransport: rows(played, (cell) => [`${cell.scenario} ${cell.transport}`]),
    byImplementation: rows(played, participants),
    libp2pShare: libp2pShare(played),
  }
}

function rows(cells: readonly CellReport[], namesOf: (cell: CellReport) => readonly string[]): SpeedRow[] {
  const groups = new Map<string, CellReport[]>()
  for (const cell of cells) {
    for (const name of namesOf(cell)) groups.set(name, [...(groups.get(name) ?? []), cell])
  }
  return [...groups].map(([name, group]) => row(name, group))
}

function row(name: string, cells: readonly CellReport[]): SpeedRow {
  const connected = cells.filter(({ outcome }) => isSuccess(outcome)).map(({ timings }) => timings)
  return {
    name,
    cells: cells.length,
    connectMs: median(connected.map(({ connectMs }) => connectMs)),
    chatMs: median(connected.map(({ chatMs }) => chatMs)),
    wallMs: median(connected.map(({ wallMs }) => wallMs)),
    totalMs: sum(cells.flatMap(({ attempts }) => attempts.map(({ timings }) => timings.wallMs))),
  }
}

function libp2pShare(cells: readonly CellReport[]): number {
  const connected = cells.filter(({ outcome }) => isSuccess(outcome))
  const libp2pMs = sum(connected.map(({ timings }) => (timings.connectMs ?? 0) + (timings.chatMs ?? 0)))
  const wallMs = sum(connected.map(({ timings }) => timings.wallMs))
  return wallMs === 0 ? 0 : libp2pMs / wallMs
}

export function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  const next = sorted[Math.floor(sorted.length / 2)]
  return middle === undefined || next === undefined ? null : (middle + next) / 2
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
