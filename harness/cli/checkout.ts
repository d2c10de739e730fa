import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface Checkout {
  /** `null`: the folder is not under git, or git is not on this machine. */
  readonly commit: string | null
  /** Whether anything in it differs from that commit; `null`: there is none. */
  readonly dirty: boolean | null
}

const run = promisify(execFile)
const patienceMs = 10_000

/** Which commit the files of a folder come from. */
export async function checkoutOf(folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Checkout> {
  const git = async (...args: string[]) => {
    const { stdout } = await run('git', args, { cwd: folder, env: withoutGit(env), signal, timeout: patienceMs })
    return stdout.trim()
  }
  try {
    // A copy without a history of its own may lie in somebody else's checkout, whose commit says nothing of it.
    await git('ls-files', '--error-unmatch', 'package.json')
    const [commit, changes] = await Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain', '--', '.')])
    return { commit, dirty: changes !== '' }
  } catch {
    return { commit: null, dirty: null }
  }
}

/** In a hook, git's own variables point to the repository that the hook is of. */
function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')))
}
