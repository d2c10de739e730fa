import { describe, expect, test } from 'vitest'
import { parseQuery, type Queried } from './query.ts'

const cell: Queried = {
  id: 'relayed/ws+noise/firefox:go@0.50/via:rust',
  scenario: 'relayed',
  transport: 'ws+noise',
  dialer: 'firefox',
  listener: 'go@0.50',
  qualifiers: { via: 'rust' },
  verdict: 'fail',
  outcome: 'failed',
  stage: 'dial',
  saw: 'failed at dial (dialer): connection reset by peer',
}

const matches = (query: string) => parseQuery(query)(cell)

describe('a cell is found by', () => {
  test.each([
    '',
    '  ',
    'dialer:firefox verdict:fail',
    'transport:ws*',
    'transport:*noise',
    'transport:*s*noi*',
    'transport:*',
    'verdict:flaky,fail',
    'implementation:rust',
    'implementation:go*',
    'via:rust',
    'stage:dial',
    'is:unexpected',
    'outcome:failed',
    'with:',
    '-dialer:go',
    '-dialer:go -listener:js',
    'reset',
    '"connection reset"',
    'saw:"*connection reset*"',
    'RESET dialer:FireFox',
    'firefox:go@0.50',
    'relayed/ws+noise/firefox:go@0.50/via:rust',
    '"connection',
  ])('%s', (query) => {
    expect(matches(query)).toBe(true)
  })
})

describe('a cell is not found by', () => {
  test.each([
    'dialer:firefox verdict:pass',
    'dialer:fire',
    'transport:ws',
    'transport:*ws',
    'transport:ws+noise*noise',
    '-reset',
    '-via:rust',
    'via:',
    'is:expected',
    'go:firefox',
    'with:data',
    'colour:"light red"',
    'constructor:x',
  ])('%s', (query) => {
    expect(matches(query)).toBe(false)
  })
})

test('takes bounded time, whatever the pattern', () => {
  const started = performance.now()
  expect(parseQuery(`saw:${'*a'.repeat(5000)}z`)({ ...cell, saw: 'a'.repeat(100_000) })).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})
