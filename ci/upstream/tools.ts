import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from '../../browsers/src/find-browser.ts'
import { cacheFolder } from '../../harness/cli/io.ts'
import type { Need } from './bug.ts'

/** What reproductions need of the machine, looked for once, and what the commands get in their environment. */
export class Tools {
  readonly env: NodeJS.ProcessEnv
  readonly #upstream: string
  readonly #complaints = new Map<Need, string | null>()

  constructor(upstream: URL) {
    this.#upstream = fileURLToPath(upstream)
    // The peer of rust-libp2p has most of the same crates there already.
    const rustTarget = path.join(cacheFolder(process.env), 'scratch', 'rust', 'target')
    this.env = { ...process.env, CARGO_TARGET_DIR: process.env['CARGO_TARGET_DIR'] ?? rustTarget }
  }

  /** What is missing of the needs, each in words. */
  missing(needs: readonly Need[]): string[] {
    return needs.flatMap((need) => {
      const known = this.#complaints.get(need)
      const complaint = known === undefined ? this.#look(need) : known
      this.#complaints.set(need, complaint)
      return complaint ?? []
    })
  }

  #look(need: Need): string | null {
    try {
      this.#demand(need)
      return null
    } catch (error) {
      return `${need}: ${(error as Error).message.split('\n', 1)[0]}`
    }
  }

  #demand(need: Need): void {
    switch (need) {
      case 'npm':
        execFileSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: this.#upstream, stdio: 'pipe' })
        return
      case 'go':
        execFileSync('go', ['version'], { stdio: 'pipe' })
        return
      case 'cargo':
        execFileSync('cargo', ['--version'], { stdio: 'pipe' })
        return
      case 'chromium':
        this.env['CHROMIUM'] = findBrowser('chromium')
        return
      case 'firefox':
        this.env['FIREFOX'] = findBrowser('firefox')
    }
  }
}
