import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { ImplementationId } from '../domain/cell.ts'
import { UserError } from '../domain/errors.ts'
import { explainIssue } from '../protocol/lines.ts'
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
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}: ${message}`
  }
  if (document.errors.length > 0) {
    throw new UserError(document.errors.map(({ pos, message }) => at(pos[0], message)).join('\n'))
  }
  const parsed = peerYaml.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => at(offsetOf(document, issue.path), explainIssue(issue)))
  throw new UserError(problems.join('\n'), { hint: 'CONTRIBUTING.md shows a whole peer.yaml.' })
}

/** Where that value stands, or the nearest thing around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const node = document.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1))
}
