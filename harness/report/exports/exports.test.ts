/** What other programs read: each by a reader of its own format, also where everything in it is an attack. */
import { validate } from 'ctrf'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../../domain/run.ts'
import { digestOf } from '../digest.ts'
import { historyOf, noHistory } from '../history.ts'
import { attacks, hostileEvents } from '../hostile.fixture.ts'
import {
  connected,
  eventsOf,
  everyVerdict,
  failedAt,
  knownFailing,
  planned,
  result,
  resultsOf,
} from '../sample.fixture.ts'
import { annotations } from './annotations.ts'
import { badges } from './badges.ts'
import { ctrfReport } from './ctrf.ts'
import { jobSummary, summaryLimit } from './job-summary.ts'
import { junitXml } from './junit.ts'
import { refreshedReadme } from './readme.ts'

const all = resultsOf(eventsOf(everyVerdict))
const pass = result(planned(), connected)
const fail = result(planned(), failedAt('dial'))
const texts = [...attacks, attacks.join(' ')]
const hostile = texts.map((text) => [text.slice(0, 30), resultsOf(hostileEvents(text))] as const)
const before = (...cells: (typeof pass)[]) =>
  digestOf(resultsOf(eventsOf(cells, { id: 'before', startedAt: '2026-11-01T00:00:00.000Z' })))
const published = (events: readonly RunEvent[], ...past: ReturnType<typeof before>[]) => {
  const results = resultsOf(events)
  return { results, history: historyOf([...past, digestOf(results)]) }
}

describe('JUnit XML', () => {
  test('every verdict is passed, skipped, failed or in error', () => {
    const cases = xmlElements(junitXml(all)).filter(({ name }) => name === 'testcase')
    const seen = Object.fromEntries(everyVerdict.map(({ id, verdict }) => [verdict, kindOf(junitXml(all), id)]))
    expect(cases).toHaveLength(everyVerdict.length + 1 + all.problems.length)
    expect(seen).toEqual({
      pass: 'passed',
      'known-flaky': 'passed',
      'known-partial': 'skipped',
      'known-failure': 'skipped',
      unsupported: 'skipped',
      'not-run': 'error',
      flaky: 'failure',
      'unexpected-pass': 'failure',
      partial: 'failure',
      fail: 'failure',
      error: 'error',
    })
  })

  test('a run that died has a test that says so', () => {
    expect(kindOf(junitXml(all), 'the run is complete')).toBe('passed')
    expect(kindOf(junitXml(resultsOf(eventsOf([pass]).slice(0, -1))), 'the run is complete')).toBe('error')
  })

  test('its counts are those of its cases', () => {
    const suites = xmlElements(junitXml(all)).filter(({ name }) => name === 'testsuite')
    const total = suites.reduce((sum, { attributes }) => sum + Number(attributes['tests']), 0)
    expect(total).toBe(everyVerdict.length + 1 + all.problems.length)
  })

  test.each(hostile)('an attack is text: %j', (_, results) => {
    const cases = xmlElements(junitXml(results)).filter(({ name }) => name === 'testcase')
    expect(cases).toHaveLength(results.cells.length + 1 + results.problems.length)
  })
})

describe('CTRF', () => {
  test.each([['every verdict', all] as const, ...hostile])('keeps to its schema: %j', (_, results) => {
    expect(validate(ctrfReport(results))).toMatchObject({ valid: true })
  })

  test('a run that died fails', () => {
    const died = ctrfReport(resultsOf(eventsOf([pass]).slice(0, -1)))
    expect(died).toMatchObject({ results: { summary: { passed: 1, failed: 1 } } })
  })
})

describe('annotations', () => {
  test('of regressions only', () => {
    const known = result(planned({ dialer: 'js' }, knownFailing), failedAt('dial'))
    expect(annotations(published(eventsOf([fail, known]), before(pass)))).toBe(
      '::error title=fail%3A direct/tcp+noise/go%3Arust::failed at dial (dialer): connection refused\n',
    )
    expect(annotations(published(eventsOf([fail]), before(fail)))).toBe('')
  })

  test('of a run that is not whole, whatever it found', () => {
    expect(annotations(published(eventsOf([pass]).slice(0, -1)))).toContain(
      '::error title=The run is not whole::INCOMPLETE',
    )
  })

  test('no more than GitHub shows, and the rest is counted', () => {
    const cells = Array.from({ length: 30 }, (_, index) => result(planned({ dialer: `go@${index}` }), failedAt('dial')))
    const lines = annotations(published(eventsOf(cells)))
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(10)
    expect(lines.at(-1)).toBe('::error title=More regressions::21 more; the summary of the job has them')
  })

  test.each(hostile)('an attack is no command: %j', (_, results) => {
    const lines = annotations({ results, history: noHistory }).trimEnd().split('\n')
    for (const line of lines) expect(line).toMatch(/^::error title=(?:fail|error)%3A [\w+/%]+::(?!.*##[a-z]*\[).*$/)
  })
})

describe('the summary of a job', () => {
  test('has regressions before the matrix', () => {
    const text = jobSummary(published(eventsOf(everyVerdict), before(pass)))
    expect(text.indexOf('### Regressions')).toBeGreaterThan(0)
    expect(text.indexOf('### Regressions')).toBeLessThan(text.indexOf('<summary>The matrix</summary>'))
  })

  test('without any says so', () => {
    expect(jobSummary(published(eventsOf([pass])))).toContain('No regressions.')
  })

  test.each([600, 1500, 4000, summaryLimit])(
    'fits into %d bytes, and is never cut within a table row or a fold',
    (limit) => {
      const cells = Array.from({ length: limit === summaryLimit ? 6000 : 30 }, (_, index) =>
        result(planned({ dialer: `go@${index}` }), failedAt('dial', '世界 '.repeat(20))),
      )
      const text = jobSummary(published(eventsOf(cells)), limit)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit)
      expect(text).toContain('The rest is longer than GitHub takes here')
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
      for (const line of text.split('\n')) if (line.startsWith('|')) expect(line).toMatch(/\|$/)
    },
  )
})

describe('badges', () => {
  test('say whether all is as expected, and by what a pair connects', () => {
    const js = result(planned({ dialer: 'js', listener: 'go' }), connected)
    const files = badges(resultsOf(eventsOf([fail, js])))
    expect(Object.keys(files).toSorted()).toEqual(
      ['go', 'go~rust', 'js', 'js~go', 'matrix', 'rust'].flatMap((name) => [
        `exports/badges/${name}.json`,
        `exports/badges/${name}.svg`,
      ]),
    )
    const read = (name: string) => JSON.parse(String(files[`exports/badges/${name}.json`]))
    expect(read('js')).toEqual({ schemaVersion: 1, label: 'libp2p js', message: 'as expected', color: 'brightgreen' })
    expect(read('rust')).toMatchObject({ message: '1 unexpected', color: 'red' })
    expect(read('js~go')).toMatchObject({ label: 'js → go', message: 'tcp+noise', color: 'brightgreen' })
    expect(read('go~rust')).toMatchObject({ message: 'do not connect' })
    expect(xmlElements(String(files['exports/badges/matrix.svg'])).length).toBeGreaterThan(3)
  })

  test('of a run that died are never green', () => {
    const files = badges(resultsOf(eventsOf([pass]).slice(0, -1)))
    const json = Object.entries(files).filter(([name]) => name.endsWith('.json'))
    for (const [, text] of json) expect(JSON.parse(String(text))).toMatchObject({ message: 'incomplete' })
  })
})

describe('the block of a README', () => {
  const markers = '<!-- connectivity matrix: begin -->\nold\n<!-- connectivity matrix: end -->'

  test('is made anew between its markers, and nothing else is touched', () => {
    const once = refreshedReadme(`# Mine\n\n${markers}\n\nrest\n`, 'README.md', resultsOf(eventsOf([pass])))
    expect(once).toMatchInlineSnapshot(`
      "# Mine

      <!-- connectivity matrix: begin -->

      By what they connect, 2026-11-22; dialers down, listeners across.

      |  | rust |
      | --- | --- |
      | **go** | ✓ tcp+noise |

      <!-- connectivity matrix: end -->

      rest
      "
    `)
    expect(refreshedReadme(once, 'README.md', resultsOf(eventsOf([pass])))).toBe(once)
  })

  test('of a run that died says so', () => {
    expect(refreshedReadme(markers, 'README.md', resultsOf(eventsOf([pass]).slice(0, -1)))).toContain('**INCOMPLETE**')
  })

  test.each([
    '',
    '<!-- connectivity matrix: begin -->',
    '<!-- connectivity matrix: end --> <!-- connectivity matrix: begin -->',
  ])('has to have its place: %j', (text) => {
    expect(() => refreshedReadme(text, 'README.md', all)).toThrow('README.md has no place for the matrix')
  })
})

interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parent: XmlElement | undefined
}

/** By a strict reader, which throws at what is not XML. */
function xmlElements(text: string): XmlElement[] {
  const parser = new SaxesParser()
  const elements: XmlElement[] = []
  const open: XmlElement[] = []
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, parent: open.at(-1) }
    elements.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return elements
}

function kindOf(xml: string, testName: string): string {
  const elements = xmlElements(xml)
  const inside = elements.find(({ parent }) => parent?.attributes['name'] === testName && parent.name === 'testcase')
  return inside?.name ?? 'passed'
}
