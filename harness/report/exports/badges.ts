/** A badge for the run, each implementation and each pair: for shields.io (endpoint JSON), and drawn. */
import { makeBadge } from 'badge-maker'
import type { CellReport, RunResults } from '../../domain/results.ts'
import { isExpected } from '../../domain/verdict.ts'
import { connectsEnds } from '../site/links.ts'
import { isConnected, waysOf } from '../ways.ts'
import type { Files } from '../writer.ts'

interface Badge {
  readonly label: string
  readonly message: string
  readonly color: 'brightgreen' | 'red' | 'yellow' | 'lightgrey'
}

export function badges(results: RunResults): Files {
  const { cells } = results
  const names = [...new Set(cells.flatMap(({ dialer, listener }) => [dialer, listener]))]
  const asked = cells.filter(({ scenario }) => connectsEnds[scenario])
  const pairs = [...Map.groupBy(asked, ({ dialer, listener }) => `${dialer}~${listener}`)]
  const all: [string, Badge][] = [
    ['matrix', stateBadge('libp2p connectivity', results, cells)],
    ...names.map((name): [string, Badge] => [name, stateBadge(`libp2p ${name}`, results, takingPart(name, cells))]),
    ...pairs.map(([name, of]): [string, Badge] => [name, pairBadge(name.replace('~', ' → '), results, of)]),
  ]
  return Object.fromEntries(all.flatMap(([name, badge]) => filesOf(`exports/badges/${name}`, badge)))
}

function takingPart(name: string, cells: readonly CellReport[]): CellReport[] {
  return cells.filter(({ dialer, listener }) => dialer === name || listener === name)
}

/** Whether all is as expected: no score, which would rank what can't be compared. */
function stateBadge(label: string, { run }: RunResults, cells: readonly CellReport[]): Badge {
  if (!run.complete) return { label, message: 'incomplete', color: 'lightgrey' }
  const unexpected = cells.filter(({ verdict }) => !isExpected(verdict)).length
  if (unexpected === 0) return { label, message: 'as expected', color: 'brightgreen' }
  return { label, message: `${unexpected} unexpected`, color: 'red' }
}

function pairBadge(label: string, { run }: RunResults, cells: readonly CellReport[]): Badge {
  const ways = waysOf(cells)
  const connected = ways.filter(({ verdict }) => isConnected(verdict))
  const message = connected.length === 0 ? 'do not connect' : connected.map(({ name }) => name).join(' ')
  if (!run.complete) return { label, message: 'incomplete', color: 'lightgrey' }
  if (ways.length === 0) return { label, message: 'nothing in common', color: 'lightgrey' }
  return { label, message, color: connected.length === ways.length ? 'brightgreen' : 'yellow' }
}

/** `path` is free of what file systems refuse: names of implementations are, and `~` stands between them. */
function filesOf(path: string, badge: Badge): [string, string][] {
  return [
    [`${path}.json`, `${JSON.stringify({ schemaVersion: 1, ...badge })}\n`],
    [`${path}.svg`, `${makeBadge(badge)}\n`],
  ]
}
