import type Docker from 'dockerode'
import type { OwnFiles } from '../contents.ts'
import { UserError } from '../../domain/errors.ts'
import { binFolder, layoutOf, programFolder, type Entry } from './layout.ts'
import { rootFileSystem } from './root-file-system.ts'
import { tagOf } from './tag.ts'

/** On images that were put together here. */
export const imageLabel = 'connectivity.image'

export interface ImageOrder {
  readonly searchPath: string
  readonly onProgress: (step: string) => void
  readonly signal: AbortSignal
}

/** The tag of an image with these files, which is made unless the engine has it. */
export async function imageOf(docker: Docker, files: OwnFiles, order: ImageOrder): Promise<string> {
  const { folderKey } = files
  const whole = async () => await layoutOf(files, order.searchPath)
  const named = folderKey === undefined ? await whole() : await layoutOf({ ...files, folder: null }, order.searchPath)
  const { repo, tag } = await tagOf(files.name, folderKey ?? '', named)
  const name = `${repo}:${tag}`
  order.signal.throwIfAborted()
  if (await hasImage(docker, name)) return name
  const entries = folderKey === undefined ? named : await whole()
  refuseHidden(entries)
  order.onProgress(`putting ${entries.length} files into the image ${name}`)
  const changes = [
    `WORKDIR ${files.folder === null ? '/' : programFolder}`,
    `ENV PATH=${binFolder}:/usr/bin:/bin HOME=/tmp`,
    `LABEL ${imageLabel}=${tag}`,
  ]
  const archive = rootFileSystem(entries)
  const answer = await docker.importImage(archive as unknown as string, { repo, tag, changes: changes.join('\n') })
  await finished(docker, answer)
  return name
}

/** Containers have a folder of their own there, in memory. */
function refuseHidden(entries: readonly Entry[]): void {
  const hidden = entries.find(({ to }) => to.startsWith('/tmp/'))
  if (hidden === undefined) return
  throw new UserError(`${hidden.to} can't be in an image: containers have a /tmp of their own`, {
    hint: 'Move it elsewhere, or run it in another lab.',
  })
}

export async function hasImage(docker: Docker, name: string): Promise<boolean> {
  const found = await docker.listImages({ filters: { reference: [name] } })
  return found.length > 0
}

async function finished(docker: Docker, answer: NodeJS.ReadableStream): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  docker.modem.followProgress(answer, (error) => (error ? reject(error) : resolve()))
  await promise
}
