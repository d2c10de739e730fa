/** Common Test Report Format, https://ctrf.io: the same results for tools that read that. */
import { plainLine, plainText } from '../../domain/plain-text.ts'
import type { CellReport, RunResults } from '../../domain/results.ts'
import { isExpected, type Verdict } from '../../domain/verdict.ts'
import { expected, observedIn } from '../explain.ts'
import { howItEnded } from '../summary.ts'

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other'

export function ctrfReport({ run, cells, problems }: RunResults): object {
  const start = Date.parse(run.startedAt)
  const ended = howItEnded(run)
  const beside = [
    { name: 'the run is complete', status: ended === null ? 'passed' : 'failed', duration: 0, message: ended ?? '' },
    ...problems.map(({ program, message }) => ({
      name: plainLine(`problem: ${program}`),
      status: 'failed',
      duration: 0,
      message: plainText(message),
    })),
  ]
  const tests = [...cells.map(testOf), ...beside]
  const count = (wanted: Status) => tests.filter(({ status }) => status === wanted).length
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    results: {
      tool: { name: 'connectivity' },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        start,
        stop: start + Math.round(run.wallMs ?? 0),
      },
      tests,
    },
  }
}

function testOf(cell: CellReport) {
  const { id, scenario, transport, verdict, timings, attempts, expectation } = cell
  return {
    name: id,
    status: statusOf(verdict),
    rawStatus: verdict,
    duration: Math.round(timings.wallMs),
    suite: [scenario, transport],
    retries: Math.max(0, attempts.length - 1),
    flaky: verdict === 'flaky' || verdict === 'known-flaky',
    ...(verdict === 'pass' ? {} : { message: plainText(`${observedIn(cell)}\nexpected: ${expected(expectation)}`) }),
  }
}

function statusOf(verdict: Verdict): Status {
  if (!isExpected(verdict)) return 'failed'
  return verdict === 'pass' || verdict === 'known-flaky' ? 'passed' : 'skipped'
}
