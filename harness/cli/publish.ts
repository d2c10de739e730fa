/** Where reports go, beside the folder of their run. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'
import type { RunResults } from '../domain/results.ts'
import { annotations } from '../report/exports/annotations.ts'
import { jobSummary } from '../report/exports/job-summary.ts'
import { refreshedReadme } from '../report/exports/readme.ts'
import { writeError } from '../report/file-error.ts'
import type { Published } from '../report/writer.ts'
import type { Io } from './io.ts'

/** So that the links of the site lead somewhere wherever it is published. */
export function copyArtifacts({ cells }: RunResults, from: string, to: string): void {
  try {
    mkdirSync(to, { recursive: true })
    for (const { path: file } of cells.flatMap(({ artifacts }) => artifacts)) {
      const source = path.join(from, file)
      if (isFileWithin(source, from)) cpSync(source, path.join(to, file))
    }
  } catch (cause) {
    throw writeError(to, cause)
  }
}

/** A run may come from anywhere: a link in it must not publish what lies elsewhere on this machine. */
function isFileWithin(file: string, folder: string): boolean {
  if (!existsSync(file) || !statSync(file).isFile()) return false
  return realpathSync(file).startsWith(realpathSync(folder) + path.sep)
}

/** The file that GitHub shows as the summary of the job. */
export function summaryFile(env: NodeJS.ProcessEnv): string {
  const file = env['GITHUB_STEP_SUMMARY']
  if (file !== undefined && file !== '') return file
  throw new UserError('--github: this is not a step of a GitHub workflow', { hint: 'GITHUB_STEP_SUMMARY is not set' })
}

/** The summary of the job, and annotations, which the runner reads from stderr as from stdout. */
export function tellGitHub(published: Published, file: string, { stderr }: Io): void {
  try {
    appendFileSync(file, jobSummary(published))
  } catch (cause) {
    throw writeError(file, cause)
  }
  stderr.write(annotations(published))
}

export function refreshReadme(file: string, name: string, results: RunResults): void {
  try {
    writeFileSync(file, refreshedReadme(readFileSync(file, 'utf8'), name, results))
  } catch (cause) {
    throw cause instanceof UserError ? cause : writeError(name, cause)
  }
}
