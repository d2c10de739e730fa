import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readRunLog, RunLog } from './run-log.ts'
import { connected, eventsOf, everyVerdict, planned, result } from './sample.fixture.ts'

const events = eventsOf(everyVerdict)
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-log-'))
  file = join(folder, 'run.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

function writeLog(): void {
  const log = new RunLog(file)
  events.forEach((event) => log.on(event))
  log.end()
}

test('what was logged is read back, and the first line names the format', () => {
  writeLog()
  expect(readRunLog(file)).toEqual(events)
  expect(readFileSync(file, 'utf8').split('\n', 1)).toEqual(['{"schema":"connectivity-run-log/2"}'])
})

test('an event is in the file as soon as it is logged', () => {
  const log = new RunLog(file)
  events.slice(0, 3).forEach((event) => log.on(event))
  expect(readRunLog(file)).toEqual(events.slice(0, 3))
  log.end()
})

test('a log torn anywhere, even within a character, gives the events before the tear', () => {
  writeLog()
  const bytes = readFileSync(file)
  const headerEnd = bytes.indexOf('\n') + 1
  for (let length = headerEnd; length < bytes.length; length += 131) {
    writeFileSync(file, bytes.subarray(0, length))
    const whole = bytes.subarray(headerEnd, length).filter((byte) => byte === 0x0a).length
    expect(readRunLog(file)).toEqual(events.slice(0, whole))
  }
})

describe('a file that is not a run log is refused with its place', () => {
  test.each([
    ['', /run\.jsonl:1: not a run log: the first line must be {"schema":"connectivity-run-log\/2"}$/],
    ['{"schema":"connectivity-run-log/two"}\n', /run\.jsonl:1: not a run log/],
    ['{"schema":"connectivity-run-log/2"}\n{"type":"tea-time"}\n', /run\.jsonl:2: not an event of a run log$/],
    ['{"schema":"connectivity-run-log/2"}\nnonsense\n', /run\.jsonl:2: not an event of a run log$/],
  ])('%j', (content, message) => {
    appendFileSync(file, content)
    expect(() => readRunLog(file)).toThrow(message)
  })

  test.each([
    ["direct/tcp+noise/go:rust'; reboot; '", {}],
    ['direct/tcp+noise/../../up:rust', { dialer: '../../up' }],
    ['direct/tcp+noise/..:rust', { dialer: '..' }],
    ['direct/tcp+noise/go:js', {}],
    ['direct/tcp+noise/go:rust\n', {}],
    ['nonsense', {}],
  ])('a cell that is called %j', (id, more) => {
    const [started] = eventsOf([result({ ...planned(), cell: { ...planned().cell, ...more, id } }, connected)])
    writeFileSync(file, `{"schema":"connectivity-run-log/2"}\n${JSON.stringify(started)}\n`)
    expect(() => readRunLog(file)).toThrow(`${file}:2: not an event of a run log`)
  })

  test.each([
    [1, 'read it with the checkout that wrote it'],
    [3, 'read it with a newer checkout'],
  ])('one of version %d', (version, hint) => {
    writeFileSync(file, `{"schema":"connectivity-run-log/${version}"}\n`)
    expect(() => readRunLog(file)).toThrow(
      expect.objectContaining({
        message: `${file}:1: a run log of version ${version}, and this program reads version 2`,
        hint,
      }),
    )
  })

  test('a missing one', () => {
    expect(() => readRunLog(file)).toThrow(`can't read ${file}: ENOENT: no such file or directory`)
  })
})

test('a log that can not be opened says which and why', () => {
  const nowhere = join(folder, 'missing', 'run.jsonl')
  expect(() => new RunLog(nowhere)).toThrow(`can't write ${nowhere}: ENOENT: no such file or directory`)
})

test.runIf(existsSync('/dev/full'))('a full disk is reported with its fix', () => {
  expect(() => new RunLog('/dev/full')).toThrow(
    expect.objectContaining({
      name: 'UserError',
      message: "can't write /dev/full: ENOSPC: no space left on device, write",
      hint: 'free some space on that disk, or write elsewhere with --reports DIR',
    }),
  )
})
