import path from 'node:path'
import type { ImplementationId } from '../domain/cell.ts'
import { readYaml } from '../yaml/read.ts'
import { readUserFile } from '../yaml/read-file.ts'
import { peerYaml, type Isolation, type PeerYaml } from './peer-yaml.ts'

/** An implementation of matrix.yaml: a folder with a peer.yaml, or a command or an image that speaks the peer protocol. */
export type Source =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly folder: string }
  | { readonly kind: 'image'; readonly image: string; readonly command: readonly string[]; readonly folder: string }

/** An implementation as it stands in the inventory, not built yet. */
export type Implementation =
  | (Source & { readonly kind: 'folder'; readonly id: ImplementationId; readonly peer: PeerYaml })
  | (Source & { readonly kind: 'command' | 'image'; readonly id: ImplementationId })

export async function readImplementation(id: ImplementationId, source: Source): Promise<Implementation> {
  if (source.kind !== 'folder') return { id, ...source }
  return { id, ...source, peer: await readPeerYaml(path.join(source.folder, 'peer.yaml')) }
}

export function isolationOf(implementation: Implementation): readonly Isolation[] {
  return implementation.kind === 'folder' ? implementation.peer.isolate : []
}

const hint = 'An implementation is a folder with a peer.yaml; CONTRIBUTING.md shows a whole one.'

async function readPeerYaml(file: string): Promise<PeerYaml> {
  return parsePeerYaml(await readUserFile(file, file, hint), file)
}

/** Throws one UserError with everything that is wrong in the text. */
export function parsePeerYaml(text: string, file: string): PeerYaml {
  return readYaml(text, file, hint, (root) => root.read(peerYaml))
}
