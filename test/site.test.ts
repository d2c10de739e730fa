/** The site in real browsers, from file://: with a large run, and with one in which everything is an attack. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { chromium, firefox, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findBrowser, type BrowserName } from '../browsers/src/find-browser.ts'
import type { RunEvent } from '../harness/domain/run.ts'
import { digestOf } from '../harness/report/digest.ts'
import { historyOf } from '../harness/report/history.ts'
import { attacks, hostileEvents } from '../harness/report/hostile.fixture.ts'
import { eventsOf, everyVerdict, planned, result, connected, resultsOf } from '../harness/report/sample.fixture.ts'
import { site } from '../harness/report/site/site.ts'
import { writeReports } from '../harness/report/write.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'site-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function written(name: string, events: readonly RunEvent[]): Promise<string> {
  const results = resultsOf(events)
  const target = mkdtempSync(path.join(folder, `${name} with spaces-`))
  const before = digestOf(resultsOf(eventsOf(everyVerdict, { id: 'before', startedAt: '2026-11-01T00:00:00.000Z' })))
  await writeReports(target, { results, history: historyOf([before, digestOf(results)]) }, [site(folder)])
  return pathToFileURL(path.join(target, 'index.html')).href
}

/** 10,000 cells of 40 implementations. */
function largeRun(): RunEvent[] {
  const names = Array.from({ length: 40 }, (_, index) => `impl-${index}`)
  const pairs = names.flatMap((dialer) => names.map((listener) => ({ dialer, listener })))
  const transports = [
    'tcp+noise',
    'tcp+tls',
    'ws+noise',
    'wss+noise',
    'quic-v1',
    'webtransport',
    'webrtc-direct',
  ] as const
  const cells = transports.flatMap((transport) =>
    pairs.map((pair) => result(planned({ ...pair, transport }), connected)),
  )
  return eventsOf(cells.slice(0, 10_000))
}

const launch: Record<BrowserName, () => Promise<Browser>> = {
  chromium: () => chromium.launch({ executablePath: findBrowser('chromium') }),
  firefox: () => firefox.launch({ channel: 'moz-firefox', executablePath: findBrowser('firefox') }),
}

function isThere(name: BrowserName): boolean {
  try {
    findBrowser(name)
    return true
  } catch {
    return false
  }
}

describe.each(['chromium', 'firefox'] as const)('in %s', { timeout: 120_000 }, (name) => {
  describe.runIf(isThere(name))('that is there', () => {
    let browser: Browser
    let page: Page
    let complaints: string[]

    beforeAll(async () => {
      browser = await launch[name]()
    }, 120_000)
    afterAll(async () => await browser.close())

    const open = async (url: string, options: Parameters<Browser['newPage']>[0] = {}) => {
      page = await browser.newPage(options)
      complaints = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
      await page.goto(url)
      await page.waitForSelector('h1')
    }

    test('every page is there, without a complaint of the browser or of axe, light and dark', async () => {
      const url = await written('plain', eventsOf(everyVerdict))
      for (const colorScheme of ['light', 'dark'] as const) {
        await open(url, { colorScheme })
        const cells = everyVerdict.map(({ id }) => `#/cell/${id}`)
        for (const hash of [
          '#/',
          '#/?q=verdict%3Afail',
          '#/implementation/go',
          '#/timings',
          '#/run',
          ...cells.slice(0, 4),
        ]) {
          await visit(page, hash)
          expect([hash, await axeViolations(page)]).toEqual([hash, []])
        }
        expect(complaints).toEqual([])
        await page.close()
      }
    })

    test('a search stands in the URL, and a cell leads to the command that plays it', async () => {
      await open(await written('search', eventsOf(everyVerdict)))
      await page.keyboard.press('/')
      await page.keyboard.type('verdict:fail')
      await page.waitForURL(/#\/\?q=verdict%3Afail$/)
      expect(await page.textContent('output')).toBe(`1 of ${everyVerdict.length} cells`)
      await page.click('ul.cells a')
      await page.waitForSelector('.command code')
      expect(await page.textContent('.command code')).toBe("./connectivity run 'direct/tcp+noise/go:rust'")
      await page.goBack()
      await vi.waitFor(async () => expect(await page.inputValue('#search')).toBe('verdict:fail'))
      expect(complaints).toEqual([])
      await page.close()
    })

    test('arrow keys walk through a grid', async () => {
      await open(await written('keys', eventsOf(everyVerdict)))
      await page.focus('.scenario td a')
      const first = await page.evaluate('document.activeElement.getAttribute("href")')
      await page.keyboard.press('ArrowRight')
      expect(await page.evaluate('document.activeElement.getAttribute("href")')).not.toBe(first)
      await page.close()
    })

    test('a phone is wide enough', async () => {
      await open(await written('phone', eventsOf(everyVerdict)), { viewport: { width: 360, height: 740 } })
      for (const hash of ['#/', `#/cell/${everyVerdict[2]?.id}`, '#/timings', '#/run']) {
        await visit(page, hash)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
      }
      await page.close()
    })

    test.each([attacks[6], attacks[8], attacks.join(' ')].map((attack) => [attack.slice(0, 30), attack]))(
      'an attack is text: %j',
      async (_, attack) => {
        const events = hostileEvents(attack)
        await open(await written('hostile', events))
        const cells = resultsOf(events).cells.map(({ id }) => `#/cell/${id}`)
        for (const hash of ['#/', '#/implementation/go', '#/run', ...cells]) {
          await visit(page, hash)
          const strange = await page.evaluate(
            'document.querySelectorAll("main script, main img, main iframe, main [onload], main [onerror], main a[href^=javascript]").length',
          )
          expect([hash, strange]).toEqual([hash, 0])
        }
        expect(complaints).toEqual([])
        await page.close()
      },
    )

    test('an incomplete run says so first', async () => {
      await open(await written('dead', eventsOf(everyVerdict).slice(0, -3)))
      expect(await page.textContent('[role=alert]')).toContain('incomplete')
      await page.close()
    })

    // Within a second on an idle machine: the bound leaves room for a very busy one.
    test('10,000 cells are there soon', async () => {
      const url = await written('large', largeRun())
      await open(url)
      expect(await page.textContent('output')).toBe('10000 cells')
      await page.reload()
      await page.waitForSelector('.scenario td a')
      const shown = await page.evaluate<number>('performance.getEntriesByName("first-contentful-paint")[0].startTime')
      expect(shown).toBeLessThan(10_000)
      console.log(`${name}: 10,000 cells, seen first after ${Math.round(shown)} ms`)
      await page.close()
    })
  })
})

async function visit(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
  await page.waitForSelector('main [role=status]', { state: 'detached' })
  if (hash === '#/timings') await page.waitForSelector('figure svg')
  if (hash.startsWith('#/cell/')) await page.waitForSelector('.command code')
}

async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    'axe.run({ preload: false })',
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`)
}
