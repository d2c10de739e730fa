import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Outcome } from '../domain/outcome.ts'
import type { Cast, Play } from './play-cell.ts'

/** Folder of a cell's logs within the run's: its id, with `~` for the `:` that artifact stores refuse in file names. */
export function artifactFolder(cellId: string): string {
  return path.join('cells', cellId.replaceAll(':', '~'))
}

/** Whether somebody will want to know how the attempt went. */
export function isWorthLogs({ kind }: Outcome): boolean {
  return kind === 'failed' || kind === 'harness-error'
}

/** One log for each role: what went in and out of its nodes, and what its program logged meanwhile. */
export async function keepLogs(folder: string, cast: Cast, play: Play, fromMs: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const nodes = [...play.nodes.keys()]
  await Promise.all(
    Object.entries(cast).map(([role, program]) =>
      writeFile(path.join(folder, `${role}.log`), program.journal.excerpt(nodes, fromMs)),
    ),
  )
}
