import { describe, expect, test } from 'vitest'
import type { Outcome } from '../domain/outcome.ts'
import { digestOf, type Digest } from './digest.ts'
import { historyOf } from './history.ts'
import { connected, eventsOf, failedAt, planned, result, resultsOf } from './sample.fixture.ts'

const id = 'direct/tcp+noise/go:rust'
const missing: Outcome = { kind: 'not-run', cause: 'missing', message: 'no cargo' }

function digest(day: number, ...outcomes: Outcome[]): Digest {
  const startedAt = `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`
  return digestOf(resultsOf(eventsOf([result(planned(), ...outcomes)], { id: `run-${day}`, startedAt })))
}

test('a strip of verdicts, oldest first, and what was seen in all', () => {
  const history = historyOf([digest(3, connected), digest(1, failedAt('dial'), connected), digest(2, missing)])
  expect(history.runs.map((run) => run.id)).toEqual(['run-1', 'run-2', 'run-3'])
  expect(history.cells.get(id)).toEqual({
    strip: ['flaky', 'not-run', 'pass'],
    connectMs: [3.45, null, 3.45],
    seen: { attempts: 3, failed: 1 },
    firstBad: null,
  })
})

test('the same run twice counts once', () => {
  const once = digest(1, connected)
  expect(historyOf([once, once]).runs).toHaveLength(1)
})

test('a run that did not plan a cell leaves a gap', () => {
  const other = digestOf(resultsOf(eventsOf([result(planned({ dialer: 'js' }), connected)], { id: 'other' })))
  expect(historyOf([digest(1, connected), other]).cells.get(id)?.strip).toEqual(['pass', null])
})

describe('the first bad run', () => {
  const firstBad = (...runs: Outcome[]) => {
    const digests = runs.map((outcome, index) => digest(index + 1, outcome))
    return historyOf(digests).cells.get(id)?.firstBad?.id ?? null
  }
  const failed = failedAt('dial')

  test.each([
    { name: 'bad since then', runs: [connected, failed, failed], first: 'run-2' },
    { name: 'good again', runs: [failed, connected], first: null },
    { name: 'bad again', runs: [failed, connected, failed], first: 'run-3' },
    { name: 'bad always', runs: [failed, failed], first: 'run-1' },
    { name: 'not played since', runs: [connected, failed, missing], first: 'run-2' },
    { name: 'not played before', runs: [connected, missing, failed], first: 'run-3' },
    { name: 'never played', runs: [missing], first: null },
  ])('$name', ({ runs, first }) => {
    expect(firstBad(...runs)).toBe(first)
  })
})
