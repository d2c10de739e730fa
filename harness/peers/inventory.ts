import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import type { ImplementationId } from '../domain/cell.ts'
import { UserError } from '../domain/errors.ts'
import { explain } from '../protocol/lines.ts'
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

async function readPeerYaml(file: string): Promise<PeerYaml> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(`${file} can't be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'An implementation is a folder with a peer.yaml; see CONTRIBUTING.md.',
      cause,
    })
  })
  return parsePeerYaml(text, file)
}

/** Throws a UserError that lists all problems with their places. */
export function parsePeerYaml(text: string, file: string): PeerYaml {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const problems = document.errors.map(({ pos, message }) => {
    const { line, col } = lineCounter.linePos(pos[0])
    return `${file}:${line}:${col}: ${message.split('\n')[0]}`
  })
  if (problems.length > 0) throw new UserError(problems.join('\n'))
  const parsed = peerYaml.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  throw new UserError(`${file}: ${explain(parsed.error)}`, { hint: 'CONTRIBUTING.md shows a whole peer.yaml.' })
}
