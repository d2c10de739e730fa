import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Not simply recursive: where a folder can't be made in one that is there, as below /proc, Node would try for ever. */
export async function makeFolder(folder: string): Promise<void> {
  const parent = dirname(folder)
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST' && statSync(folder).isDirectory()) return
    if (error.code !== 'ENOENT' || existsSync(parent)) throw error
    await makeFolder(parent)
    await mkdir(folder)
  })
}
