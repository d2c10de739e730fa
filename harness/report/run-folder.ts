import { mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { writeError } from './file-error.ts'
import { makeFolder } from './make-folder.ts'

/**
 * Makes the folder of a run, `<reports>/<run id>`, and points `<reports>/latest` to it. That is done before the run,
 * so that a run that dies does not leave `latest` with an older, greener one.
 */
export async function createRunFolder(reports: string, runId: string): Promise<string> {
  const folder = join(reports, runId)
  await makeFolder(reports).catch((cause: unknown) => Promise.reject(writeError(reports, cause)))
  await mkdir(folder).catch((cause: unknown) => Promise.reject(writeError(folder, cause)))
  await pointLatest(reports, runId)
  return folder
}

/** A rename swaps the link at once: there is no moment without a `latest`, whoever else is writing it. */
async function pointLatest(reports: string, runId: string): Promise<void> {
  const latest = join(reports, 'latest')
  const next = join(reports, `.latest-${runId}`)
  try {
    await symlink(runId, next)
    await rename(next, latest)
  } catch (cause) {
    await rm(next, { force: true }).catch(() => {})
    throw writeError(latest, cause)
  }
}
