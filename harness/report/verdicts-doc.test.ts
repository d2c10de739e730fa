import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { connects, type Expectation } from '../domain/expectation.ts'
import type { Attempt, Outcome } from '../domain/outcome.ts'
import { judge, verdicts } from '../domain/verdict.ts'
import {
  connected,
  evidence,
  died,
  failedAt,
  knownFailing,
  knownFlaky,
  knownPartial,
  partial,
  unsupported,
} from './sample.fixture.ts'

const page = readFileSync(new URL('../../docs/verdicts.md', import.meta.url), 'utf8')

const columns: Readonly<Record<string, Expectation>> = {
  connects,
  'known-partial': knownPartial,
  'known-failing': knownFailing,
  'known-flaky': knownFlaky,
  unsupported,
}

const otherParts: Outcome = {
  kind: 'connected',
  lacks: [{ role: 'listener', part: 'ping', message: 'stream reset' }],
  evidence,
}

const rows: Readonly<Record<string, readonly Outcome[]>> = {
  connected: [connected],
  'connected, after a failure as listed': [failedAt('dial'), connected],
  'connected, after another failure': [failedAt('ping'), connected],
  'connected, but lacks the parts that are listed': [partial, partial],
  'connected, but lacks other parts': [otherParts, otherParts],
  'failed as listed': [failedAt('dial'), failedAt('dial')],
  'failed otherwise': [failedAt('ping'), failedAt('ping')],
  'failed as a program died': [died, died],
  unsupported: [{ kind: 'unsupported', by: 'dialer', message: 'no' }],
  'not-run': [{ kind: 'not-run', cause: 'lab', message: 'no NAT here' }],
  'harness-error': [{ kind: 'harness-error', message: 'bug' }],
}

function documentedTable(): string[][] {
  const lines = page.slice(page.indexOf('<!-- verdict table')).split('\n')
  const table = lines.slice(lines.findIndex((line) => line.startsWith('|')))
  return table
    .slice(
      0,
      table.findIndex((line) => !line.startsWith('|')),
    )
    .filter((line) => !line.startsWith('| ---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((column) => column.replaceAll('`', '').trim()),
    )
}

const attempt = (outcome: Outcome, index: number): Attempt => ({
  number: index + 1,
  programs: index === 0 ? 'shared' : 'isolated',
  outcome,
  timings: { connectMs: null, chatMs: null, wallMs: 0 },
})

describe('the verdict table of docs/verdicts.md', () => {
  const [header = [], ...body] = documentedTable()

  test('has every outcome and every expectation', () => {
    expect(header).toEqual(['outcome', ...Object.keys(columns)])
    expect(body.map(([name]) => name)).toEqual(Object.keys(rows))
  })

  test.each(Object.entries(rows))('says what the judge says: %s', (name, outcomes) => {
    const judged = Object.values(columns).map((expectation) => judge(expectation, outcomes.map(attempt)))
    expect(body.find(([first]) => first === name)?.slice(1)).toEqual(judged)
  })

  test('leaves no verdict out', () => {
    expect([...new Set(body.flatMap((row) => row.slice(1)))].toSorted()).toEqual([...verdicts].toSorted())
  })
})
