import path from 'node:path/posix'
import type { Artifact } from '../domain/artifact.ts'

/** The deepest folder that all of these files are in, relative to the run's; `null`: there are none. */
export function artifactFolder(artifacts: readonly Artifact[]): string | null {
  const folders = artifacts.map((artifact) => path.dirname(artifact.path).split('/'))
  return folders.length === 0 ? null : folders.reduce(commonStart).join('/')
}

function commonStart(one: readonly string[], other: readonly string[]): string[] {
  const parted = one.findIndex((part, index) => part !== other[index])
  return parted === -1 ? [...one] : one.slice(0, parted)
}
