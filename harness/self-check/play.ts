import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Cell } from '../domain/cell.ts'
import { connects } from '../domain/expectation.ts'
import type { RunEvent } from '../domain/run.ts'
import { runPlan } from '../run/run-plan.ts'
import { VirtualClock } from './world/virtual-clock.ts'
import { memoryLab, type Programs } from './world/lab.ts'

/** Plays the cells with these programs, which are its implementations, as a run does, and in memory. */
export async function playInMemory(
  cells: readonly Cell[],
  programs: Programs,
  signal: AbortSignal,
): Promise<readonly RunEvent[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'self-check-'))
  const events: RunEvent[] = []
  const clock = new VirtualClock()
  try {
    await runPlan({
      planned: cells.map((cell) => ({ cell, expectation: connects })),
      implementations: Object.keys(programs).map((id) => ({ id, kind: 'command', command: [id], folder })),
      lab: memoryLab(programs, clock),
      pace: { clock, slowness: () => 1 },
      jobs: 1,
      folder,
      cacheFolder: folder,
      env: {},
      emit: (event) => events.push(event),
      signal,
    })
    return events
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
