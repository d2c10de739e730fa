import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { canMount, onTinyDisk } from '../../test/tiny-disk.ts'

const fixture = fileURLToPath(new URL('./full-disk.fixture.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'full-disk-'))
afterAll(() => rmdirSync(folder))

function report(mountOptions: string): { kept: number } {
  const [program = '', ...args] = onTinyDisk(folder, mountOptions, [process.execPath, fixture, folder])
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }))
}

const elsewhere = 'or write elsewhere with --reports DIR'

describe.runIf(canMount(folder))('a real disk', () => {
  test('that fills up in mid-run: the log keeps what fitted, each report is named, and no half of one is left', () => {
    const cantWrite = (name: string) => `can't write ${folder}/${name}: ENOSPC: no space left on device, write`
    const hint = `free some space on that disk, ${elsewhere}`
    const { kept, ...reported } = report('size=64k')
    expect(reported).toEqual({
      log: { message: cantWrite('run.jsonl'), hint },
      reports: { message: [cantWrite('results.json'), cantWrite('matrix.md')].join('\n'), hint },
      files: ['run.jsonl'],
    })
    expect(kept).toBeGreaterThan(20)
  })

  test('that is read-only: each file is named', () => {
    const cantWrite = (name: string, opened: string) =>
      `can't write ${folder}/${name}: EROFS: read-only file system, open '${folder}/${opened}'`
    const hint = `that disk is mounted read-only: mount it writable, ${elsewhere}`
    expect(report('ro')).toEqual({
      log: { message: cantWrite('run.jsonl', 'run.jsonl'), hint },
      reports: {
        message: [cantWrite('results.json', 'results.json.partial'), cantWrite('matrix.md', 'matrix.md.partial')].join(
          '\n',
        ),
        hint,
      },
      files: [],
      kept: 0,
    })
  })
})
