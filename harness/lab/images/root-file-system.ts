import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pack, type Pack } from 'tar-stream'
import type { Entry } from './layout.ts'

const sinceEver = new Date(0)

/** The image as a tar archive, which engines import as it is: no base image, no build file, no registry. */
export function rootFileSystem(entries: readonly Entry[]): Readable {
  const archive = pack()
  void addAll(archive, entries).then(
    () => archive.finalize(),
    (error: Error) => archive.destroy(error),
  )
  return Readable.from(archive as AsyncIterable<Buffer>)
}

async function addAll(archive: Pack, entries: readonly Entry[]): Promise<void> {
  await add(archive, { name: 'tmp', type: 'directory', mode: 0o1777 })
  for (const entry of entries) {
    const name = entry.to.slice(1)
    if (entry.kind === 'link') await add(archive, { name, type: 'symlink', linkname: entry.target })
    if (entry.kind === 'text') await add(archive, { name, mode: 0o644 }, Buffer.from(entry.text))
    if (entry.kind === 'file') {
      await add(archive, { name, mode: entry.executable ? 0o755 : 0o644 }, await readFile(entry.from))
    }
  }
}

type Header = Parameters<Pack['entry']>[0]

async function add(archive: Pack, header: Header, content?: Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const done = (error?: Error | null) => (error ? reject(error) : resolve())
  const dated = { mtime: sinceEver, ...header }
  if (content === undefined) archive.entry(dated, done)
  else archive.entry(dated, content, done)
  await promise
}
