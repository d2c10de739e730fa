import type { Verdict } from '../domain/verdict.ts'

/** How a verdict looks in a grid, and what it means to someone who reads only the legend. */
export const verdictSymbols: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  'known-partial': '◐ known',
  'known-failure': '✗ known',
  'known-flaky': '~',
  unsupported: '–',
  'not-run': '·',
  flaky: '≈',
  'unexpected-pass': '?!',
  partial: '◐',
  fail: '✗',
  error: '!',
}

export const verdictMeanings: Readonly<Record<Verdict, string>> = {
  pass: 'connected, on evidence of both ends; with the connect time',
  'known-partial': 'connected and chatted both ways, but some parts failed because of a known bug, as expected',
  'known-failure': 'failed because of a known bug, as expected',
  'known-flaky': 'failed at least once because of a known race',
  unsupported: 'no released library can do it, as expected',
  'not-run': 'could not be run on this machine or in this lab, or the run ended first',
  flaky: 'failed first and went well when run again alone',
  'unexpected-pass': 'went better than matrix.yaml says: the entry is stale',
  partial: 'connected and chatted both ways, but some parts failed',
  fail: 'failed',
  error: "the harness's own fault",
}
