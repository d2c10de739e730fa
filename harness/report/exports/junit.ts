/**
 * JUnit XML, as CI services read it. What is not as expected fails, also what could not be run; what is known not to
 * work is skipped, with the reason. A run that is not whole has a failing test of its own.
 */
import type { CellReport, RunResults } from '../../domain/results.ts'
import { expected, linkOf, observedIn } from '../explain.ts'
import { howItEnded } from '../summary.ts'
import { element, escaped } from './xml.ts'

interface Case {
  readonly xml: string
  readonly result: 'passed' | 'failure' | 'error' | 'skipped'
}

export function junitXml(results: RunResults): string {
  const suites = [...Map.groupBy(results.cells, ({ scenario }) => scenario)].map(([scenario, cells]) =>
    suite(scenario, cells.map(cellCase)),
  )
  const run = suite('run', [wholeness(results), ...results.problems.map(problemCase)])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'connectivity' }, [...suites, run])}\n`
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (wanted: Case['result']) => cases.filter(({ result }) => result === wanted).length
  const counts = { failures: count('failure'), errors: count('error'), skipped: count('skipped') }
  return element(
    'testsuite',
    { name, tests: cases.length, ...counts },
    cases.map(({ xml }) => xml),
  )
}

function cellCase(cell: CellReport): Case {
  const { id, scenario, transport, timings } = cell
  const attributes = { name: id, classname: `${scenario}.${transport}`, time: (timings.wallMs / 1000).toFixed(3) }
  const result = resultOf(cell)
  return { result, xml: element('testcase', attributes, result === 'passed' ? [] : [reason(cell, result)]) }
}

function resultOf({ verdict }: CellReport): Case['result'] {
  switch (verdict) {
    case 'pass':
    case 'known-flaky':
      return 'passed'
    case 'known-failure':
    case 'known-partial':
    case 'unsupported':
      return 'skipped'
    case 'fail':
    case 'partial':
    case 'flaky':
    case 'unexpected-pass':
      return 'failure'
    case 'not-run':
    case 'error':
      return 'error'
  }
}

function reason(cell: CellReport, result: Case['result']): string {
  const { verdict, expectation } = cell
  const words = `${expected(expectation)} ${linkOf(expectation) ?? ''}`.trim()
  if (result === 'skipped') return element('skipped', { message: `${verdict}: ${words}` })
  const text = escaped(`saw: ${observedIn(cell)}\nexpected: ${words}`)
  return element(result, { type: verdict, message: observedIn(cell) }, [text])
}

function wholeness({ run }: RunResults): Case {
  const attributes = { name: 'the run is complete', classname: 'run' }
  const ended = howItEnded(run)
  if (ended === null) return { result: 'passed', xml: element('testcase', attributes) }
  return { result: 'error', xml: element('testcase', attributes, [element('error', { message: ended })]) }
}

function problemCase({ program, message }: RunResults['problems'][number]): Case {
  const attributes = { name: `problem: ${program}`, classname: 'run' }
  return { result: 'failure', xml: element('testcase', attributes, [element('failure', { message })]) }
}
