import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import type { BrowserName } from './find-browser.ts'
import { makeHomeFolder } from './home-folder.ts'
import { launch } from './launch.ts'
import { identityOf } from './page-files.ts'
import type { PageServer } from './page-server.ts'

export interface OpenBrowser {
  page: Page
  /** Resolves with what happened when the browser or its page is gone. */
  gone: Promise<string>
}

/** Starts the browser and opens the one page in it, which hosts all nodes. */
export async function openBrowser(name: BrowserName, args: string[], server: PageServer): Promise<OpenBrowser> {
  const home = makeHomeFolder()
  process.env['TMPDIR'] = home // Playwright makes the profile there
  const browser = await launch(name, args, home)
  // Playwright kills the browser in an exit handler of its own, which comes before this one.
  process.on('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  server.offer('/identity.json', await identityOf(name, browser.version(), args))
  const page = await openPage(browser, server.url)
  return { page, gone: endOf(browser, page, server) }
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  // Peer connections offer all addresses of the machine to pages that may use microphone and camera, and else just one.
  const context = await browser.newContext({ ignoreHTTPSErrors: true, permissions: ['microphone', 'camera'] })
  const page = await context.newPage()
  page.on('console', (message) => console.error(`console.${message.type()}: ${message.text()}`))
  page.on('pageerror', ({ message, stack }) => console.error(`page error: ${stack ?? message}`))
  await page.goto(url)
  return page
}

function endOf(browser: Browser, page: Page, server: PageServer): Promise<string> {
  return new Promise((resolve) => {
    browser.on('disconnected', () => resolve('the browser is gone'))
    page.on('crash', () => resolve('the page crashed'))
    void server.pageGone().then(() => resolve('the page is gone, or the browser with it'))
  })
}
