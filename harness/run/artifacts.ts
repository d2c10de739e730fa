import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Artifact } from '../domain/artifact.ts'
import type { Outcome, Role } from '../domain/outcome.ts'
import type { Cast, Play } from './play-cell.ts'

/** Folder of a cell's logs within the run's: its id, with `~` for the `:` that artifact stores refuse in file names. */
export function artifactFolder(cellId: string): string {
  return path.join('cells', cellId.replaceAll(':', '~'))
}

/** Whether somebody will want to know how the attempt went. */
export function isWorthLogs({ kind }: Outcome): boolean {
  return kind === 'failed' || kind === 'harness-error'
}

/**
 * One log for each role: what went in and out of its nodes, and what its program logged meanwhile. `folder` is relative
 * to the run's, `runFolder`.
 */
export async function keepLogs(
  runFolder: string,
  folder: string,
  cast: Cast,
  play: Play,
  fromMs: number,
): Promise<Artifact[]> {
  await mkdir(path.join(runFolder, folder), { recursive: true })
  const nodes = [...play.nodes.keys()]
  return await Promise.all(
    Object.entries(cast).map(async ([role, program]): Promise<Artifact> => {
      const file = path.join(folder, `${role}.log`)
      await writeFile(path.join(runFolder, file), program.journal.excerpt(nodes, fromMs))
      return { kind: 'log', role: role as Role, path: file }
    }),
  )
}
