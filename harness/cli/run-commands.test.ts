import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RunEvent } from '../domain/run.ts'
import { runFolderOf } from '../report/run-folder.fixture.ts'
import { connected, eventsOf, everyVerdict, failedAt, planned, result } from '../report/sample.fixture.ts'
import { connectivity } from './io.fixture.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'run-commands-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const pass = result(planned(), connected)
const fail = result(planned(), failedAt('dial'))

function run(day: number, events: readonly RunEvent[]): void {
  const name = `2026-11-0${day}`
  const named = events.map((event) =>
    event.type === 'run-started'
      ? { ...event, run: { ...event.run, id: name, startedAt: `${name}T00:00:00.000Z` } }
      : event,
  )
  runFolderOf(named, path.join(cwd, 'reports', name))
}

describe('results', () => {
  beforeEach(() => {
    run(1, eventsOf(everyVerdict))
    symlinkSync('2026-11-01', path.join(cwd, 'reports/latest'))
  })

  test('of the latest run, all of them', async () => {
    const { status, stdout, stderr } = await connectivity(cwd, 'results')
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `${everyVerdict.length} of ${everyVerdict.length} cells\n`,
    })
    expect(stdout.trimEnd().split('\n')).toHaveLength(everyVerdict.length)
  })

  test('a query finds the same cells as on the site, and JSON has all of them', async () => {
    const { stdout } = await connectivity(cwd, 'results', 'verdict:fail,flaky', '--json', '--run', 'reports/2026-11-01')
    expect((JSON.parse(stdout) as { verdict: string }[]).map(({ verdict }) => verdict).toSorted()).toEqual([
      'fail',
      'flaky',
    ])
  })

  test('a single cell explains itself', async () => {
    const { stdout } = await connectivity(cwd, 'results', 'verdict:fail')
    expect(stdout).toContain('expected  connects')
    expect(stdout).toContain("again     ./connectivity run 'direct/tcp+noise/go:rust'")
  })

  test('nothing found: 1, and the fields that there are', async () => {
    const { status, stdout, stderr } = await connectivity(cwd, 'results', 'verdikt:fail')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('fields of a query: id, scenario,')
  })
})

describe('diff', () => {
  const codes = async (before: RunEvent[], after: RunEvent[]) => {
    run(1, before)
    run(2, after)
    return (await connectivity(cwd, 'diff', 'reports/2026-11-01', 'reports/2026-11-02')).status
  }

  test('nothing worse: 0', async () => {
    expect(await codes(eventsOf([fail]), eventsOf([pass]))).toBe(0)
  })

  test('something worse: 1', async () => {
    expect(await codes(eventsOf([pass]), eventsOf([fail]))).toBe(1)
  })

  test('a run that is not whole: 3', async () => {
    expect(await codes(eventsOf([pass]), eventsOf([pass]).slice(0, -1))).toBe(3)
  })

  test('a folder of runs is not one', async () => {
    run(1, eventsOf([pass]))
    run(2, eventsOf([pass]))
    const { status, stderr } = await connectivity(cwd, 'diff', 'reports', 'reports/2026-11-01')
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'connectivity: reports is a folder of 2 runs\nname one of them\n',
    })
  })
})

describe('prune', () => {
  test('leaves of older runs what history needs, and nothing else', async () => {
    for (const day of [1, 2, 3]) run(day, eventsOf([day === 3 ? fail : pass]))
    writeFileSync(path.join(cwd, 'reports/2026-11-01/big.pcap'), 'x')
    expect((await connectivity(cwd, 'prune', '--keep', '1')).status).toBe(0)
    expect(readdirSync(path.join(cwd, 'reports/2026-11-01'))).toEqual(['digest.json'])
    expect(readdirSync(path.join(cwd, 'reports/2026-11-02'))).toEqual(['digest.json'])
    expect(readdirSync(path.join(cwd, 'reports/2026-11-03'))).toEqual(['run.jsonl'])
    await connectivity(cwd, 'report', 'reports', '--out', 'public')
    expect(existsSync(path.join(cwd, 'public/index.html'))).toBe(true)
    expect((await connectivity(cwd, 'diff', 'reports/2026-11-01', 'reports/2026-11-03')).status).toBe(1)
  })

  test('does not touch what it can not read', async () => {
    for (const day of [1, 2]) run(day, eventsOf([pass]))
    writeFileSync(path.join(cwd, 'reports/2026-11-01/run.jsonl'), 'nonsense\n')
    const { stdout } = await connectivity(cwd, 'prune', '--keep', '1')
    expect(stdout).toContain('2026-11-01: left as it is')
    expect(readdirSync(path.join(cwd, 'reports/2026-11-01'))).toEqual(['run.jsonl'])
  })

  test.each(['0', '-1', 'all', ''])('--keep %j is refused', async (keep) => {
    run(1, eventsOf([pass]))
    expect((await connectivity(cwd, 'prune', `--keep=${keep}`)).status).toBe(2)
    expect(readdirSync(path.join(cwd, 'reports/2026-11-01'))).toEqual(['run.jsonl'])
  })
})
