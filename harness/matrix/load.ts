import { dirname, resolve } from 'node:path'
import { readYaml } from '../yaml/read.ts'
import { readUserFile } from '../yaml/read-file.ts'
import type { Matrix } from './matrix.ts'
import { readMatrix } from './read-matrix.ts'

/** `file`, relative to `cwd`, is named in messages as it is given here. */
export async function loadMatrix(file: string, cwd = process.cwd()): Promise<Matrix> {
  const path = resolve(cwd, file)
  return parseMatrix(await readUserFile(path, file, 'Say where the matrix is with --matrix FILE.'), file, dirname(path))
}

/** Throws one UserError with everything that is wrong in the text. Paths in it are relative to `folder`. */
export function parseMatrix(text: string, file: string, folder = resolve(dirname(file))): Matrix {
  return readYaml(text, file, 'docs/matrix-file.md describes the format.', (root) => readMatrix(root, file, folder))
}
