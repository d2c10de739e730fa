import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Artifact } from '../domain/artifact.ts'
import { isWhole, type Outcome } from '../domain/outcome.ts'
import type { Role } from '../domain/role.ts'
import { fileName } from './file-name.ts'
import type { Cast } from './outcome-of.ts'
import type { Play } from './play-cell.ts'

/** Folder of a cell's artifacts within the run's: its id, as far as file names go. */
export function artifactFolder(cellId: string): string {
  return path.join('cells', ...cellId.split('/').map(fileName))
}

/** Whether somebody will want to know how the attempt went. */
export function isWorthLogs(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'failed':
    case 'harness-error':
      return true
    case 'connected':
    case 'refused':
    case 'cut':
      return !isWhole(outcome)
    case 'unsupported':
    case 'not-run':
      return false
  }
}

/**
 * One log for each role: what went in and out of its nodes, and what its program logged meanwhile. `folder` is relative
 * to the run's, `runFolder`. What can't be written is lost, and `onLost` is called with the reason: it changes nothing
 * of what was observed.
 */
export async function keepLogs(
  runFolder: string,
  folder: string,
  cast: Cast,
  play: Play,
  fromMs: number,
  onLost: (error: unknown) => void,
): Promise<Artifact[]> {
  const nodes = [...play.nodes.keys()]
  const kept = await Promise.all(
    Object.entries(cast).map(async ([role, program]): Promise<Artifact[]> => {
      const file = path.join(folder, `${role}.log`)
      try {
        await mkdir(path.join(runFolder, folder), { recursive: true })
        await writeFile(path.join(runFolder, file), program.journal.excerpt(nodes, fromMs))
        return [{ kind: 'log', role: role as Role, path: file }]
      } catch (error) {
        onLost(error)
        return []
      }
    }),
  )
  return kept.flat()
}
