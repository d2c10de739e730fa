import { expect, test } from 'vitest'
import type { RunEvent } from '../../domain/run.ts'
import { guarded, together, type Reporter } from './reporter.ts'

const event: RunEvent = { type: 'preparing', implementation: 'go', step: 'go build' }

/** Writes down what it hears, and throws from the `n`th call on. */
function recorder(throwsFrom = Infinity): Reporter & { readonly heard: string[] } {
  const heard: string[] = []
  const hear = (what: string) => {
    heard.push(what)
    if (heard.length >= throwsFrom) throw new Error(`no more after ${heard.length}`)
  }
  return { heard, on: (heardEvent) => hear(heardEvent.type), end: () => hear('end') }
}

test('a reporter that throws hears no more events, is still ended, and says why once', () => {
  const failures: unknown[] = []
  const broken = recorder(2)
  const reporter = guarded(broken, (error) => failures.push(error))
  reporter.on(event)
  reporter.on(event)
  reporter.on(event)
  reporter.end()
  expect(broken.heard).toEqual(['preparing', 'preparing', 'end'])
  expect(failures).toEqual([new Error('no more after 2')])
})

test('an end that throws is reported too', () => {
  const failures: unknown[] = []
  guarded(recorder(1), (error) => failures.push(error)).end()
  expect(failures).toEqual([new Error('no more after 1')])
})

test('the others go on when one has failed', () => {
  const [broken, sound] = [recorder(1), recorder()]
  const reporter = together([guarded(broken, () => {}), sound])
  reporter.on(event)
  reporter.on(event)
  reporter.end()
  expect(sound.heard).toEqual(['preparing', 'preparing', 'end'])
})
