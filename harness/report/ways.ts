/** By what two implementations connect, over all cells that ask for that. */
import type { Verdict } from '../domain/verdict.ts'

interface Tried {
  readonly scenario: string
  readonly transport: string
  readonly verdict: Verdict
}

export interface Way {
  /** A direct connection is named by its transport, any other by its scenario. */
  readonly name: string
  /** The best of its cells: where it goes through one of several relays, one that works is enough to connect. */
  readonly verdict: Verdict
}

/** In the order of the cells, without those that nobody has implemented. */
export function waysOf(cells: readonly Tried[]): Way[] {
  const byName = Map.groupBy(cells, ({ scenario, transport }) => (scenario === 'direct' ? transport : scenario))
  return [...byName]
    .map(([name, of]) => ({ name, verdict: best(of) }))
    .filter(({ verdict }) => verdict !== 'unsupported')
}

/** Whether a cell with this verdict connected, at least in its last attempt. */
export function isConnected(verdict: Verdict): boolean {
  return bestFirst.includes(verdict)
}

const bestFirst: readonly Verdict[] = ['pass', 'unexpected-pass', 'known-partial', 'partial', 'known-flaky', 'flaky']

function best(cells: readonly Tried[]): Verdict {
  const connected = bestFirst.find((verdict) => cells.some((cell) => cell.verdict === verdict))
  return connected ?? cells.find(({ verdict }) => verdict !== 'unsupported')?.verdict ?? 'unsupported'
}
