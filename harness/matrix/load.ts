import { dirname, resolve } from 'node:path'
import { parseYaml } from '../yaml/parse.ts'
import { problemsError } from '../yaml/problems.ts'
import { readUserFile } from '../yaml/read-file.ts'
import { Section } from '../yaml/section.ts'
import type { Matrix } from './matrix.ts'
import { readMatrix } from './read-matrix.ts'

/** `file`, relative to `cwd`, is named in messages as it is given here. */
export async function loadMatrix(file: string, cwd = process.cwd()): Promise<Matrix> {
  const path = resolve(cwd, file)
  return parseMatrix(await readUserFile(path, file, 'Say where the matrix is with --matrix FILE.'), file, dirname(path))
}

/** Throws one UserError with every problem of the text. Paths in it are relative to `folder`. */
export function parseMatrix(text: string, file: string, folder = resolve(dirname(file))): Matrix {
  const hint = 'docs/matrix-file.md describes the format.'
  const yaml = parseYaml(text, file)
  if (yaml.kind === 'unreadable') throw problemsError(file, yaml.problems, hint)
  const problems = [...yaml.problems]
  const matrix = readMatrix(new Section(yaml.root, problems), problems, file, folder)
  if (problems.length > 0) throw problemsError(file, problems, hint)
  return matrix
}
