import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../domain/run.ts'
import { replay } from './replay.ts'
import {
  connected,
  eventsOf,
  everyVerdict,
  evidence,
  failedAt,
  planned,
  result,
  resultsOf,
  runInfo,
} from './sample.fixture.ts'

const events = eventsOf(everyVerdict)

describe('a run that ended by itself', () => {
  test('is complete, with the cells in the order of the plan', () => {
    const shuffled = [...events.slice(0, 4), ...events.slice(4, -1).toReversed(), ...events.slice(-1)]
    const { run, cells, problems } = resultsOf(shuffled)
    expect(run).toMatchObject({ ...runInfo, wallMs: 4210, interrupted: false, complete: true })
    expect(cells.map((cell) => cell.id)).toEqual(everyVerdict.map((cell) => cell.id))
    expect(problems).toEqual([])
  })

  test('counts its verdicts', () => {
    expect(resultsOf(events).summary).toEqual({
      planned: 12,
      reported: 12,
      byVerdict: {
        pass: 1,
        'known-partial': 1,
        'known-failure': 1,
        'known-flaky': 1,
        unsupported: 1,
        'not-run': 2,
        flaky: 1,
        'unexpected-pass': 1,
        partial: 1,
        fail: 1,
        error: 1,
      },
    })
  })

  test('has what each implementation said of itself', () => {
    expect(resultsOf(events).run.versions).toMatchObject({
      go: { state: 'ready', version: '0.51.0' },
      rust: { state: 'missing', message: 'cargo is not installed' },
    })
  })
})

const { evidence: _, ...bareFailure } = { evidence: null, ...failedAt('dial') }

test('evidence stands at the cell, and nowhere else', () => {
  const flaky = result(planned(), failedAt('dial'), connected)
  const [cell] = resultsOf(eventsOf([flaky])).cells
  expect(cell?.evidence).toEqual(evidence)
  expect(cell?.outcome).toEqual({ kind: 'connected', lacks: [] })
  expect(cell?.attempts.map((attempt) => attempt.outcome)).toEqual([bareFailure, { kind: 'connected', lacks: [] }])
})

test('a cell that did not connect has no evidence', () => {
  const [cell] = resultsOf(eventsOf([result(planned(), failedAt('dial'))])).cells
  expect(cell).toMatchObject({ evidence: null, outcome: bareFailure, artifacts: [{ kind: 'log' }] })
})

describe('a run cut short anywhere', () => {
  const prefixes = events.map((_, length) => events.slice(0, length))

  test.each(prefixes.slice(1))('after %# more events still reports all that it planned', (...prefix) => {
    const { summary, cells, run } = resultsOf(prefix)
    const counted = Object.values(summary.byVerdict).reduce((sum, count) => sum + count, 0)
    expect({ reported: summary.reported, counted, cells: cells.length }).toEqual({
      reported: 12,
      counted: 12,
      cells: 12,
    })
    expect(run).toMatchObject({ complete: false, interrupted: false, wallMs: null })
  })

  test('has no results before it has a plan', () => {
    expect(replay([])).toBeNull()
  })

  test('says which cells it had not come to, and which it was at', () => {
    const begun = events.findIndex((event) => event.type === 'cell-started')
    const [running, waiting] = resultsOf(events.slice(0, begun + 1)).cells
    expect(running).toMatchObject({
      verdict: 'not-run',
      outcome: { kind: 'not-run', cause: 'interrupted', message: 'the run ended while this cell was running' },
      attempts: [],
      evidence: null,
    })
    expect(waiting?.outcome).toMatchObject({ message: 'the run ended before this cell was started' })
  })
})

test('an interrupted run is not complete, even with all of its cells', () => {
  const interrupted: RunEvent = { type: 'run-finished', wallMs: 90, interrupted: true }
  const { run } = resultsOf([...events.slice(0, -1), interrupted])
  expect(run).toMatchObject({ complete: false, interrupted: true, wallMs: 90 })
})

test('a run that planned nothing is not complete', () => {
  expect(resultsOf(eventsOf([])).run.complete).toBe(false)
})

test('a run that ended by itself without a cell that it planned is not complete', () => {
  const lost = everyVerdict[0]?.id
  const { run, summary } = resultsOf(
    events.filter((event) => event.type !== 'cell-finished' || event.result.id !== lost),
  )
  expect({ complete: run.complete, reported: summary.reported }).toEqual({ complete: false, reported: 12 })
})

test('a cell that was never planned, or reported twice, is a problem', () => {
  const once = result(planned(), connected)
  const stranger = result(planned({ dialer: 'js' }), connected)
  const again = result(planned(), failedAt('dial'))
  const more: RunEvent[] = [stranger, again].map((cell) => ({ type: 'cell-finished', result: cell }))
  const { run, cells, problems } = resultsOf([...eventsOf([once]), ...more])
  expect(problems).toEqual([
    { program: 'harness', message: 'direct/tcp+noise/js:rust was reported but never planned' },
    { program: 'harness', message: 'direct/tcp+noise/go:rust was reported more than once' },
  ])
  expect(cells.map((cell) => cell.verdict)).toEqual(['pass'])
  expect(run.complete).toBe(false)
})
