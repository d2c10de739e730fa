import { describe, expect, test } from 'vitest'
import type { CellResult, RunEvent } from '../domain/run.ts'
import { exitCode } from './exit-code.ts'
import { connected, eventsOf, failedAt, knownFailing, planned, result, resultsOf } from './sample.fixture.ts'

const pass = result(planned(), connected)
const knownFailure = result(planned({ dialer: 'js' }, knownFailing), failedAt('dial'))
const fail = result(planned({ dialer: 'rust' }), failedAt('dial'))
const flaky = result(planned({ dialer: 'js', listener: 'go' }), failedAt('dial'), connected)
const unexpectedPass = result(planned({ dialer: 'js', listener: 'js' }, knownFailing), connected)
const notRun = result(planned({ listener: 'go' }), { kind: 'not-run', cause: 'missing', message: 'no cargo' })
const error = result(planned({ listener: 'js' }), { kind: 'harness-error', message: 'bug' })

const codeOf = (cells: CellResult[], ...more: RunEvent[]) => exitCode(resultsOf([...eventsOf(cells), ...more]))

describe('a run that ended by itself', () => {
  test.each([
    { name: 'all as expected', cells: [pass, knownFailure], code: 0 },
    { name: 'a failure', cells: [pass, fail], code: 1 },
    { name: 'a flaky cell', cells: [pass, flaky], code: 1 },
    { name: 'a stale expectation', cells: [pass, unexpectedPass], code: 1 },
    { name: 'something that could not be run', cells: [pass, notRun], code: 3 },
    { name: 'a failure and something that could not be run', cells: [notRun, fail], code: 1 },
    { name: 'an error of the harness and a failure', cells: [fail, error], code: 3 },
    { name: 'nothing at all', cells: [], code: 3 },
  ])('$name: $code', ({ cells, code }) => {
    expect(codeOf(cells)).toBe(code)
  })
})

test('a problem beside cells that all passed: 1', () => {
  expect(codeOf([pass], { type: 'problem', problem: { program: 'go', message: 'had to be killed' } })).toBe(1)
})

test.each([
  { name: 'all as expected', cells: [pass, knownFailure], code: 3 },
  { name: 'a failure', cells: [pass, fail], code: 1 },
  { name: 'something that could not be run', cells: [pass, notRun], code: 3 },
])('reports that could not be written, $name: $code', ({ cells, code }) => {
  expect(exitCode(resultsOf(eventsOf(cells)), { written: false })).toBe(code)
})

test('an interrupted run: 130, whatever it found', () => {
  const events = eventsOf([error, fail]).slice(0, -1)
  expect(exitCode(resultsOf([...events, { type: 'run-finished', wallMs: 1, interrupted: true }]))).toBe(130)
})

test('a run that died: 3, though all that it reported passed', () => {
  expect(exitCode(resultsOf(eventsOf([pass]).slice(0, -1)))).toBe(3)
})
