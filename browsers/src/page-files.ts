import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { BrowserName } from './find-browser.ts'
import type { Identity } from './identity.ts'
import type { PageFile } from './page-server.ts'

/** Where the build put page.js and libraries.json. */
const built = new URL('../', import.meta.url)
const html =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="page.js"></script>'
const displayNames: Record<BrowserName, string> = { chromium: 'Chromium', firefox: 'Firefox' }

export async function pageFiles(): Promise<Map<string, PageFile>> {
  return new Map<string, PageFile>([
    ['/', { type: 'text/html', content: html }],
    ['/page.js', { type: 'text/javascript', content: await readFile(new URL('page.js', built)) }],
  ])
}

export async function identityOf(name: BrowserName, browserVersion: string, args: string[]): Promise<PageFile> {
  const bundled = JSON.parse(await readFile(new URL('libraries.json', built), 'utf8')) as Record<string, string>
  const { libp2p: version = '', ...libraries } = bundled
  const driver = createRequire(import.meta.url)('playwright-core/package.json') as { version: string }
  const identity: Identity = {
    toolchain: [displayNames[name], browserVersion, ...args].join(' '),
    version,
    libraries: { ...libraries, [name]: browserVersion, 'playwright-core': driver.version },
  }
  return { type: 'application/json', content: JSON.stringify(identity) }
}
