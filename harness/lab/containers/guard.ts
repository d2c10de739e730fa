import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const warden = path.join(import.meta.dirname, 'warden.ts')

/** Starts a site's warden; disposing of it waits until the warden has looked after the site. */
export function guard(site: string): AsyncDisposable {
  // In a session of its own, so that what ends the harness's process group does not end it.
  const process_ = spawn(process.execPath, [warden, site], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const exited = once(process_, 'exit').catch(() => {})
  process_.stdin.on('error', () => {})
  process_.unref()
  return {
    async [Symbol.asyncDispose]() {
      process_.ref()
      process_.stdin.end()
      await exited
    },
  }
}
