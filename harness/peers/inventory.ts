import path from 'node:path'
import type { ImplementationId } from '../domain/cell.ts'
import { parseYaml } from '../yaml/parse.ts'
import { problemsError } from '../yaml/problems.ts'
import { readUserFile } from '../yaml/read-file.ts'
import { Section } from '../yaml/section.ts'
import { peerYaml, type Isolation, type PeerYaml } from './peer-yaml.ts'

/** An implementation of matrix.yaml: a folder with a peer.yaml, or a command that speaks the peer protocol. */
export type Source =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly folder: string }

/** An implementation as it stands in the inventory, not built yet. */
export type Implementation =
  | (Source & { readonly kind: 'folder'; readonly id: ImplementationId; readonly peer: PeerYaml })
  | (Source & { readonly kind: 'command'; readonly id: ImplementationId })

export async function readImplementation(id: ImplementationId, source: Source): Promise<Implementation> {
  if (source.kind === 'command') return { id, ...source }
  return { id, ...source, peer: await readPeerYaml(path.join(source.folder, 'peer.yaml')) }
}

export function isolationOf(implementation: Implementation): readonly Isolation[] {
  return implementation.kind === 'folder' ? implementation.peer.isolate : []
}

const hint = 'An implementation is a folder with a peer.yaml; CONTRIBUTING.md shows a whole one.'

async function readPeerYaml(file: string): Promise<PeerYaml> {
  return parsePeerYaml(await readUserFile(file, file, hint), file)
}

/** Throws a UserError that lists all problems with their places. */
export function parsePeerYaml(text: string, file: string): PeerYaml {
  const yaml = parseYaml(text, file)
  if (yaml.kind === 'unreadable') throw problemsError(file, yaml.problems, hint)
  const problems = [...yaml.problems]
  const read = new Section(yaml.root, problems).read(peerYaml)
  if (read === undefined || problems.length > 0) throw problemsError(file, problems, hint)
  return read
}
