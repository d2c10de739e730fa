import { expect, test } from 'vitest'
import { eventsOf, everyVerdict, resultsOf } from '../../report/sample.fixture.ts'
import { jsonView } from './json-view.ts'

test('writes nothing until the end, then the results alone', () => {
  const written: string[] = []
  const view = jsonView({ write: (text) => written.push(text) })
  const events = eventsOf(everyVerdict)
  events.forEach((event) => view.on(event))
  expect(written).toEqual([])
  view.end()
  expect(written.map((text): unknown => JSON.parse(text))).toEqual([resultsOf(events)])
})

test('writes nothing for a run that never started', () => {
  const written: string[] = []
  jsonView({ write: (text) => written.push(text) }).end()
  expect(written).toEqual([])
})
