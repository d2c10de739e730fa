import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../domain/errors.ts'
import type { RunResults } from '../domain/results.ts'
import { plainJson } from '../domain/plain-text.ts'
import { writeError } from './file-error.ts'
import { markdownReport } from './markdown.ts'

const writers: Readonly<Record<string, (results: RunResults) => string>> = {
  'results.json': resultsJson,
  'matrix.md': markdownReport,
}

export function resultsJson(results: RunResults): string {
  return `${plainJson(results, 2)}\n`
}

/** Writes every report of a run. One that can't be written doesn't keep the others from being written. */
export async function writeReports(folder: string, results: RunResults): Promise<void> {
  const errors: UserError[] = []
  for (const [name, render] of Object.entries(writers)) {
    const file = join(folder, name)
    await writeAtomically(file, render(results)).catch((cause: unknown) => errors.push(writeError(file, cause)))
  }
  const [first, ...others] = errors
  if (first === undefined) return
  if (others.length === 0) throw first
  throw new UserError(errors.map((error) => error.message).join('\n'), {
    ...(first.hint === undefined ? {} : { hint: first.hint }),
    cause: first,
  })
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
