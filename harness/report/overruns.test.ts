import { expect, test } from 'vitest'
import type { Outcome } from '../domain/outcome.ts'
import { overruns } from './overruns.ts'
import {
  connected,
  eventsOf,
  failedAt,
  knownFailing,
  knownFlaky,
  planned,
  result,
  resultsOf,
} from './sample.fixture.ts'

const pairs = ['go', 'rust', 'js', 'firefox'].flatMap((dialer) =>
  ['go', 'rust', 'js'].map((listener) => ({ dialer, listener })),
)

/** The cells of one rule, of which the first `failing` fail in both attempts. */
const run = (failing: number, expectation = knownFlaky) =>
  resultsOf(
    eventsOf(
      pairs.map((pair, index) => {
        const outcomes: Outcome[] = index < failing ? [failedAt('dial'), failedAt('dial')] : [connected]
        return result(planned(pair, expectation), ...outcomes)
      }),
    ),
  )

test('a race that is lost now and then is not a problem', () => {
  expect(overruns(run(0).cells)).toEqual([])
  expect(overruns(run(1).cells)).toEqual([])
})

test('a race that is lost far too often is one, though each cell of it is as expected', () => {
  const results = run(6)
  expect(results.summary.byVerdict['known-flaky']).toBe(6)
  expect(overruns(results.cells)).toEqual([
    {
      program: 'matrix.yaml',
      message:
        '12 of 18 attempts failed at cells that are known-flaky, such as direct/tcp+noise/go:go, where at most 0.1 of them should: handshake race',
    },
  ])
  expect(results.problems).toEqual(overruns(results.cells))
})

test('what is known to fail may fail each time', () => {
  expect(overruns(run(12, knownFailing).cells)).toEqual([])
})
