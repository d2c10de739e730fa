import { lstat, readdir, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Section } from './findings.ts'

/** Less than this, and a first build may not fit. */
const scarceBytes = 5e9

export async function diskSection(cacheFolder: string): Promise<Section> {
  const [used, free] = await Promise.all([sizeOf(cacheFolder), freeAt(cacheFolder)])
  return {
    title: 'Disk',
    findings: [
      { state: 'fact', what: 'cache', detail: `${cacheFolder} (${used === null ? 'empty' : bytes(used)})` },
      free < scarceBytes
        ? { state: 'lacking', what: 'free', detail: bytes(free), fix: `builds take up to ${bytes(scarceBytes)}` }
        : { state: 'fact', what: 'free', detail: bytes(free) },
    ],
  }
}

export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(count) / 3)))
  const value = count / 1000 ** unit
  return `${value.toFixed(value < 10 && unit > 0 ? 1 : 0)} ${units[unit]}`
}

async function sizeOf(folder: string): Promise<number | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null)
  if (entries === null) return null
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((file) => sizeOfFile(path.join(file.parentPath, file.name)))
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** A build that is under way may have moved the file meanwhile. */
async function sizeOfFile(file: string): Promise<number> {
  return await lstat(file).then(
    ({ size }) => size,
    () => 0,
  )
}

/** Of the file system that the folder is on, or will be. */
async function freeAt(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    const parent = path.dirname(folder)
    if (parent === folder) throw error
    return await freeAt(parent)
  }
}
