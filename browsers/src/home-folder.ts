import { mkdtempSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const prefix = 'connectivity-browser-'
const sign = 'alive'

/**
 * A folder for all that the browser writes. One whose program was killed is removed by the next program: that nobody
 * answers at the socket in it is the sign, because process ids mean nothing from one PID namespace to another.
 */
export function makeHomeFolder(): string {
  const parent = tmpdir()
  void removeAbandoned(parent)
  const folder = mkdtempSync(path.join(parent, prefix))
  createServer((visitor) => visitor.destroy())
    .listen(path.join(folder, sign))
    .unref()
  return folder
}

async function removeAbandoned(parent: string): Promise<void> {
  const folders = (await readdir(parent)).filter((name) => name.startsWith(prefix))
  await Promise.allSettled(folders.map((name) => removeIfAbandoned(path.join(parent, name))))
}

async function removeIfAbandoned(folder: string): Promise<void> {
  if (await isRefused(path.join(folder, sign))) await rm(folder, { recursive: true, force: true })
}

function isRefused(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const visit = connect(socket, () => {
      visit.destroy()
      resolve(false)
    })
    visit.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'))
  })
}
