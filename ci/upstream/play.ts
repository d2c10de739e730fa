import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** The first run of a reproduction may have to build some hundred crates. */
const mostMs = 20 * 60_000

/** Runs the command in the shell and shows what it says. Its whole process group ends with it, with us or in time. */
export async function play(
  command: string,
  folder: URL,
  env: NodeJS.ProcessEnv,
): Promise<{ output: string; failure: string | null }> {
  const child = spawn('sh', ['-c', command], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const endGroup = () => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Nothing of it is left.
    }
  }
  const interrupt = () => {
    endGroup()
    process.exit(130)
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const timer = setTimeout(endGroup, mostMs)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    process.stderr.write(text)
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  clearTimeout(timer)
  endGroup()
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  if (signal !== null) return { output, failure: `ended by ${signal}` }
  return { output, failure: code === 0 ? null : `exit code ${code}` }
}
