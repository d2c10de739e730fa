import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'

/**
 * Names a build by its content: sources, recipe and toolchain. Equal keys mean interchangeable results.
 * Throws a UserError when no file matches.
 */
export async function buildKey(folder: string, sources: readonly string[], recipe: readonly string[]): Promise<string> {
  const files = await sourceFiles(folder, sources)
  if (files.length === 0) throw new UserError(`${folder}: no file matches build.sources ${sources.join(', ')}`)
  const hash = createHash('sha256')
  for (const part of recipe) hash.update(`${part}\0`)
  for (const file of files) {
    hash.update(`${file}\0`)
    hash.update(await readFile(path.join(folder, file)))
    hash.update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

async function sourceFiles(folder: string, sources: readonly string[]): Promise<string[]> {
  const exclude = ['**/node_modules', '**/target']
  const entries = await Array.fromAsync(glob(sources, { cwd: folder, exclude, withFileTypes: true }))
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort()
}
