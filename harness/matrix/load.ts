import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UserError } from '../domain/errors.ts'
import type { Matrix } from './matrix.ts'
import { problemsError } from './problem.ts'
import { readMatrix } from './read-matrix.ts'
import { Section } from './section.ts'
import { parseYaml } from './yaml-source.ts'

/** `file`, relative to `cwd`, is named in messages as it is given here. */
export async function loadMatrix(file: string, cwd = process.cwd()): Promise<Matrix> {
  const path = resolve(cwd, file)
  return parseMatrix(await readText(path, file), file, dirname(path))
}

/** Throws one UserError with every problem of the text. Paths in it are relative to `folder`. */
export function parseMatrix(text: string, file: string, folder = resolve(dirname(file))): Matrix {
  const yaml = parseYaml(text, file)
  if (yaml.kind === 'unreadable') throw problemsError(file, yaml.problems)
  const problems = [...yaml.problems]
  const matrix = readMatrix(new Section(yaml.source, problems), problems, file, folder)
  if (problems.length > 0) throw problemsError(file, problems)
  return matrix
}

async function readText(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const what = code === 'ENOENT' ? `there is no ${file}` : `cannot read ${file}: ${message}`
    throw new UserError(what, { hint: 'Say where the matrix is with --matrix FILE.', cause })
  }
}
