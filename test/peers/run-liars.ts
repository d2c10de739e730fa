import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { namedCell, type Cell } from '../../harness/domain/cell.ts'
import { connects } from '../../harness/domain/expectation.ts'
import type { CellResult, RunEvent } from '../../harness/domain/run.ts'
import { loopback } from '../../harness/lab/loopback/loopback.ts'
import { runPlan } from '../../harness/run/run-plan.ts'
import { idlePace } from '../../harness/time/pace.ts'

export const scriptedPeer = path.join(import.meta.dirname, 'scripted-peer.ts')

export interface LiarsRun {
  readonly events: readonly RunEvent[]
  /** The run's folder. */
  readonly folder: string
  resultOf(pair: string): CellResult
}

/** Plays direct/tcp+noise of these `dialer:listener` pairs in one run; implementations are behaviours of the scripted peer. */
export async function runLiars(pairs: readonly string[], mark: string): Promise<LiarsRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'liars-'))
  const events: RunEvent[] = []
  const planned = pairs.map(cellOf).map((cell) => ({ cell, expectation: connects }))
  const names = new Set(pairs.flatMap((pair) => pair.split(':')))
  await runPlan({
    planned,
    implementations: [...names].map((id) => ({ id, kind: 'command', command: commandOf(id, mark), folder })),
    lab: loopback,
    jobs: pairs.length,
    pace: idlePace,
    folder,
    cacheFolder: path.join(folder, 'cache'),
    env: process.env,
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
  })
  const results = events.flatMap((event) => (event.type === 'cell-finished' ? [event.result] : []))
  return {
    events,
    folder,
    resultOf: (pair) => {
      const [result, ...others] = results.filter(({ id }) => id === cellOf(pair).id)
      if (result === undefined || others.length > 0) throw new Error(`${others.length + 1} results of ${pair}, or none`)
      return result
    },
  }
}

function commandOf(behaviour: string, mark: string): string[] {
  if (behaviour === 'missing') return [path.join(tmpdir(), 'there-is-no-such-peer')]
  return [process.execPath, scriptedPeer, behaviour, mark]
}

function cellOf(pair: string): Cell {
  const [dialer = '', listener = ''] = pair.split(':')
  return namedCell({ scenario: 'direct', transport: 'tcp+noise', dialer, listener, qualifiers: {} })
}
