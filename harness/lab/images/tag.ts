import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Entry } from './layout.ts'

/** Changes when images come to be made in another way. */
const recipe = 'connectivity image 1'

export interface ImageTag {
  readonly repo: string
  readonly tag: string
}

/** Names an image by its content: the same files have the same tag, wherever and whenever they are put together. `key` stands for files that are not listed. */
export async function tagOf(name: string, key: string, entries: readonly Entry[]): Promise<ImageTag> {
  const hash = createHash('sha256').update(`${recipe}\0${key}`)
  for (const entry of entries) {
    hash.update(`\0${entry.to}\0${entry.kind}\0`)
    hash.update(await contentOf(entry))
  }
  return { repo: `connectivity/${repositoryName(name)}`, tag: hash.digest('hex').slice(0, 16) }
}

async function contentOf(entry: Entry): Promise<string | Buffer> {
  switch (entry.kind) {
    case 'file':
      return createHash('sha256')
        .update(String(entry.executable))
        .update(await readFile(entry.from))
        .digest()
    case 'text':
      return entry.text
    case 'link':
      return entry.target
  }
}

/** Engines allow lower-case letters and digits, and single separators between them. */
export function repositoryName(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'program'
  )
}
