import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RunEvent } from '../domain/run.ts'
import { runFolderOf } from '../report/run-folder.fixture.ts'
import { connected, eventsOf, everyVerdict, failedAt, planned, result } from '../report/sample.fixture.ts'
import { connectivity, connectivityWith } from './io.fixture.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'report-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const pass = result(planned(), connected)
const fail = result(planned(), failedAt('dial'))
const run = (name: string, events: readonly RunEvent[]) => runFolderOf(events, path.join(cwd, 'reports', name))
const read = (file: string) => readFileSync(path.join(cwd, file), 'utf8')

describe('reports are made anew', () => {
  test.each(['reports/run-1', 'reports/run-1/run.jsonl', 'reports/latest', 'reports'])('from %s', async (named) => {
    run('run-1', eventsOf(everyVerdict))
    symlinkSync('run-1', path.join(cwd, 'reports/latest'))
    const { status, stdout } = await connectivity(cwd, 'report', named)
    expect(status).toBe(3)
    expect(stdout).toContain(`${everyVerdict.length} planned`)
    expect(JSON.parse(read('reports/run-1/results.json'))).toMatchObject({ summary: { planned: everyVerdict.length } })
    expect(read('reports/run-1/matrix.md')).toContain('# Connectivity matrix')
  })

  test('elsewhere, with what the links lead to', async () => {
    const folder = run('run-1', eventsOf([fail]))
    const log = fail.artifacts[0]?.path ?? ''
    mkdirSync(path.join(folder, path.dirname(log)), { recursive: true })
    writeFileSync(path.join(folder, log), 'what the dialer said')
    const { status, stderr } = await connectivity(cwd, 'report', 'reports/run-1', '--out', 'public')
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'reports are in public\n' })
    expect(read(path.join('public', log))).toBe('what the dialer said')
    expect(existsSync(path.join(folder, 'results.json'))).toBe(false)
  })

  test('but not what a link in the run leads out to', async () => {
    const folder = run('run-1', eventsOf([fail]))
    const log = fail.artifacts[0]?.path ?? ''
    writeFileSync(path.join(cwd, 'secret'), 'secret')
    mkdirSync(path.join(folder, path.dirname(log)), { recursive: true })
    symlinkSync(path.join(cwd, 'secret'), path.join(folder, log))
    await connectivity(cwd, 'report', 'reports/run-1', '--out', 'public')
    expect(existsSync(path.join(cwd, 'public', log))).toBe(false)
  })

  test('--json is results.json', async () => {
    run('run-1', eventsOf([pass]))
    const { status, stdout } = await connectivity(cwd, 'report', 'reports/run-1', '--json')
    expect(status).toBe(0)
    expect(stdout).toBe(read('reports/run-1/results.json'))
  })
})

describe('what other programs read', () => {
  test('is made beside the other reports', async () => {
    run('run-1', eventsOf([pass]))
    await connectivity(cwd, 'report', 'reports/run-1')
    for (const name of ['junit.xml', 'ctrf.json', 'job-summary.md', 'badges/matrix.svg', 'badges/go~rust.json']) {
      expect(read(`reports/run-1/exports/${name}`)).not.toBe('')
    }
  })

  test('in a workflow of GitHub: the summary of the job, and annotations', async () => {
    run('run-1', eventsOf([fail]))
    const env = { GITHUB_STEP_SUMMARY: path.join(cwd, 'summary.md') }
    writeFileSync(env.GITHUB_STEP_SUMMARY, 'of a step before\n')
    const { status, stderr } = await connectivityWith(env, cwd, 'report', 'reports', '--github')
    expect(status).toBe(1)
    expect(stderr).toContain('::error title=fail%3A direct/tcp+noise/go%3Arust::')
    expect(read('summary.md')).toMatch(/^of a step before\n## Connectivity matrix\n/)
  })

  test('outside of one, --github is refused', async () => {
    run('run-1', eventsOf([pass]))
    const { status, stderr } = await connectivity(cwd, 'report', 'reports', '--github')
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('not a step of a GitHub workflow'),
    })
  })

  test('a README is refreshed between its markers', async () => {
    run('run-1', eventsOf([pass]))
    const markers = ['<!-- connectivity matrix: begin -->', '<!-- connectivity matrix: end -->']
    writeFileSync(path.join(cwd, 'README.md'), markers.join('\n'))
    expect((await connectivity(cwd, 'report', 'reports', '--readme', 'README.md')).status).toBe(0)
    expect(read('README.md')).toContain('| **go** | ✓ tcp+noise |')
    expect((await connectivity(cwd, 'report', 'reports', '--readme', 'missing.md')).status).toBe(3)
  })
})

describe('never green from a run that is not whole', () => {
  test('a run that died', async () => {
    run('run-1', eventsOf([pass]).slice(0, -1))
    const { status, stdout, stderr } = await connectivity(cwd, 'report', 'reports/run-1')
    expect(status).toBe(3)
    expect(stderr).toContain('is not complete')
    expect(stdout).toContain('INCOMPLETE · 1 planned, 1 reported: 1 pass')
  })

  test('a run of no cells', async () => {
    run('run-1', eventsOf([]))
    expect((await connectivity(cwd, 'report', 'reports/run-1')).status).toBe(3)
  })

  test('an interrupted run', async () => {
    const end: RunEvent = { type: 'run-finished', wallMs: 1, interrupted: true }
    run('run-1', [...eventsOf([pass]).slice(0, -1), end])
    expect((await connectivity(cwd, 'report', 'reports/run-1')).status).toBe(130)
  })
})

test('what can not be written is named, the table is printed, and it does not look green', async () => {
  run('run-1', eventsOf([pass]))
  writeFileSync(path.join(cwd, 'file'), '')
  const { status, stdout, stderr } = await connectivity(cwd, 'report', 'reports/run-1', '--out', 'file')
  expect(status).toBe(3)
  expect(stderr).toMatch(/can't write \S+file/)
  expect(stdout).toContain('1 planned, 1 reported: 1 pass')
})

describe('what can not be read is refused with its place and a fix, and exit code 2', () => {
  const file = () => path.join(run('run-1', eventsOf([pass])), 'run.jsonl')

  test.each<[string, () => void, string]>([
    ['a garbled line', () => appendFileSync(file(), '{"type":"nonsense"}\n'), 'run.jsonl:9: not an event of a run log'],
    ['a line of other things', () => appendFileSync(file(), '\u0000\u001b[2J\n'), 'run.jsonl:9: not an event'],
    [
      'a newer log',
      () => writeFileSync(file(), '{"schema":"connectivity-run-log/9"}\n'),
      'run.jsonl:1: a run log of version 9',
    ],
    ['an empty log', () => writeFileSync(file(), ''), 'run.jsonl:1: not a run log'],
    [
      'a log without a plan',
      () => writeFileSync(file(), '{"schema":"connectivity-run-log/2"}\n'),
      'ended before it had a plan',
    ],
    ['no run', () => {}, 'there is no reports'],
    ['a folder without runs', () => mkdirSync(path.join(cwd, 'reports')), 'reports has no run.jsonl'],
  ])('%s', async (_, prepare, message) => {
    prepare()
    const { status, stdout, stderr } = await connectivity(cwd, 'report', 'reports')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr.trimEnd().split('\n').length).toBe(2)
  })

  test('results instead of a log', async () => {
    writeFileSync(path.join(cwd, 'results.json'), '{"schema":"connectivity-results/9"}')
    const { status, stderr } = await connectivity(cwd, 'report', 'results.json')
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        "connectivity: results.json is not a run log\nname a run's folder or its run.jsonl: every report is made from that\n",
    })
  })
})
