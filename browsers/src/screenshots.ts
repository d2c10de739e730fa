import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { OpenBrowser } from './browser.ts'

const most = 5

/** Pictures of the page when something failed, in the folder that CONNECTIVITY_ARTIFACTS names. Nobody waits for them. */
export class Screenshots {
  readonly #folder = process.env['CONNECTIVITY_ARTIFACTS']
  readonly #browser: Promise<OpenBrowser>
  #taken = 0

  constructor(browser: Promise<OpenBrowser>) {
    this.#browser = browser
  }

  take(why: string): void {
    if (this.#folder === undefined || this.#taken === most) return
    const file = path.join(this.#folder, `${why}-${process.pid}-${++this.#taken}.png`)
    this.#save(file).catch((error: unknown) => console.error(`No screenshot ${file}: ${String(error)}`))
  }

  async #save(file: string): Promise<void> {
    const { page } = await this.#browser
    await mkdir(path.dirname(file), { recursive: true })
    await page.evaluate('peerPage.showRecentLines()')
    await page.screenshot({ path: file, timeout: 5_000 })
  }
}
