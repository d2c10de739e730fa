import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { findBrowser } from './find-browser.ts'
import type { BrowserName } from './find-browser.ts'
import { launchFirefox } from './firefox.ts'

export type Launch = (options: { executablePath: string; args: string[]; env: NodeJS.ProcessEnv }) => Promise<Browser>

const launchers: Record<BrowserName, Launch> = { chromium: launchChromium, firefox: launchFirefox }

const dyingWithParent = fileURLToPath(new URL('dying-with-parent.sh', import.meta.url))

/** Launches the browser so that it ends with this program, however this program ends. All that it writes goes to `home`. */
export async function launch(name: BrowserName, args: string[], home: string): Promise<Browser> {
  const env = { ...process.env, HOME: home, TMPDIR: home, CONNECTIVITY_BROWSER: findBrowser(name) }
  return await launchers[name]({ executablePath: dyingWithParent, args, env })
}
