import { describe, expect, test } from 'vitest'
import { lineView } from '../cli/terminal/line-view.ts'
import { frame } from '../cli/terminal/live-frame.ts'
import { advance, initialState } from '../cli/terminal/live-state.ts'
import { attacks, hostileEvents } from './hostile.fixture.ts'
import { markdownReport } from './markdown.ts'
import { resultsOf } from './sample.fixture.ts'
import { textReport } from './text.ts'
import { resultsJson } from './write.ts'

const texts = [...attacks, attacks.join(' ')]

describe.each(texts.map((text) => [text.slice(0, 30), text]))('a peer that says %j in every place', (_, text) => {
  const events = hostileEvents(text)
  const results = resultsOf(events)

  test('is shown in the final report', () => {
    const report = textReport(results, { colour: false, columns: 100, folder: 'reports/latest', command: 'again' })
    expectPlain(report)
    // A message may have lines, in its own column.
    expect(report).not.toMatch(/^ {0,9}(?:1\/99|\| forged|# heading)/m)
    expect(report.length).toBeLessThan(40_000)
  })

  test('has one line for each event in a log', () => {
    let log = ''
    const view = lineView({ write: (line) => (log += line) }, { colour: false })
    events.forEach((event) => view.on(event))
    expectPlain(log)
    const silent = events.filter(({ type }) => type === 'cell-started').length
    expect(log.trimEnd().split('\n').length).toBeLessThanOrEqual(events.length - silent)
    expect(Math.max(...log.split('\n').map((line) => line.length))).toBeLessThan(700)
  })

  test('fits the live window', () => {
    events.forEach((_event, upTo) => {
      const state = events.slice(0, upTo + 1).reduce((before, event) => advance(before, event, 1), initialState(0))
      const window = frame(state, 2, { columns: 80, rows: 24, colour: false })
      expectPlain(window)
      const lines = window.split('\n')
      expect({ lines: lines.length <= 24, width: lines.every((line) => line.length <= 80) }).toEqual({
        lines: true,
        width: true,
      })
    })
  })

  test('is code in Markdown, and breaks no table', () => {
    const report = markdownReport(results)
    expectPlain(report)
    const rows = report.split('\n').filter((line) => line.startsWith('|'))
    const tables = report.split(/\n(?!\|)/).filter((block) => block.includes('\n|') || block.startsWith('|'))
    expect(tables.length).toBeGreaterThan(3)
    for (const table of tables) {
      const widths = table.split('\n').flatMap((line) => (line.startsWith('|') ? [columns(line)] : []))
      expect([...new Set(widths)]).toHaveLength(1)
    }
    const outsideOfCode = rows.map((row) => row.replaceAll(/`[^`]*`/g, '')).join('\n')
    expect(outsideOfCode).not.toMatch(/@somebody|evil|<(?!br>)|forged|__proto__/)
    expect(report.length).toBeLessThan(60_000)
  })

  test('is data in JSON', () => {
    const json = resultsJson(results)
    expectPlain(json)
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(results)))
  })
})

/** Columns of a table row: a backslash takes the next character with it. */
function columns(row: string): number {
  return row.replaceAll(/\\./g, '').split('|').length - 2
}

function expectPlain(text: string): void {
  expect(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u.exec(text)).toBeNull()
  expect(/^\s*::|##[a-z]*\[/im.exec(text)).toBeNull()
}
