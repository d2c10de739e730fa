import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'
import { plainJson } from '../domain/plain-text.ts'
import type { RunResults } from '../domain/results.ts'
import { digestOf } from './digest.ts'
import { writeError } from './file-error.ts'
import { digestName } from './find-runs.ts'
import { markdownReport } from './markdown.ts'
import { site } from './site/site.ts'
import type { Published, Writer } from './writer.ts'

/** What every run leaves. */
export function runWriters(cacheFolder: string): readonly Writer[] {
  return [
    ({ results }) => ({ 'results.json': resultsJson(results) }),
    ({ results }) => ({ 'matrix.md': markdownReport(results) }),
    ({ results }) => ({ [digestName]: `${plainJson(digestOf(results))}\n` }),
    site(cacheFolder),
  ]
}

export function resultsJson(results: RunResults): string {
  return `${plainJson(results, 2)}\n`
}

/** Writes every report of a run. One that can't be made or written doesn't keep the others from being written. */
export async function writeReports(folder: string, published: Published, writers: readonly Writer[]): Promise<void> {
  const errors: unknown[] = []
  for (const writer of writers) {
    try {
      for (const [name, content] of Object.entries(await writer(published))) {
        await writeWithin(folder, name, content).catch((error: unknown) => errors.push(error))
      }
    } catch (error) {
      errors.push(error)
    }
  }
  throwAll(errors)
}

function throwAll(errors: readonly unknown[]): void {
  const bug = errors.find((error) => !(error instanceof UserError))
  if (bug !== undefined) throw bug
  const [first, ...others] = errors as UserError[]
  if (first === undefined) return
  if (others.length === 0) throw first
  const messages = [first, ...others.slice(0, 2)].map((error) => error.message)
  const more = others.length > 2 ? [`and ${others.length - 2} more`] : []
  throw new UserError([...messages, ...more].join('\n'), {
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    cause: first,
  })
}

/** `name` may lie in folders of its own within `folder`, which has to be there. */
async function writeWithin(folder: string, name: string, content: string): Promise<void> {
  const file = path.join(folder, name)
  try {
    for (const [index, part] of name.split('/').slice(0, -1).entries()) {
      await mkdir(path.join(folder, ...name.split('/').slice(0, index), part)).catch(ignoreExisting)
    }
    await writeAtomically(file, content)
  } catch (cause) {
    throw writeError(file, cause)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** A reader never sees half a file: it has the old content, or none, until it has all of the new. */
async function writeAtomically(file: string, content: string): Promise<void> {
  const partial = `${file}.partial`
  try {
    await writeFile(partial, content)
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {})
    throw error
  }
}
