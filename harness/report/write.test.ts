import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventsOf, everyVerdict, resultsOf } from './sample.fixture.ts'
import { writeReports } from './write.ts'

const results = resultsOf(eventsOf(everyVerdict))
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('writes results.json and matrix.md, and leaves nothing else', async () => {
  await writeReports(folder, results)
  expect(await readdir(folder)).toEqual(['matrix.md', 'results.json'])
  expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toEqual(results)
  expect(await readFile(join(folder, 'matrix.md'), 'utf8')).toMatch(/^# Connectivity matrix\n/)
})

test('replaces what was there', async () => {
  await writeFile(join(folder, 'results.json'), 'old')
  await writeReports(folder, results)
  expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toEqual(results)
})

test('one report that can not be written does not keep the other', async () => {
  await mkdir(join(folder, 'results.json'))
  await expect(writeReports(folder, results)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(`can't write ${folder}/results.json: EISDIR: illegal operation on a directory`),
    hint: 'something else has that name: move it away, or write elsewhere with --reports DIR',
  })
  expect(await readdir(folder)).toEqual(['matrix.md', 'results.json'])
})

test('names every report that can not be written', async () => {
  const missing = join(folder, 'missing')
  await expect(writeReports(missing, results)).rejects.toThrow(
    [
      `can't write ${missing}/results.json: ENOENT: no such file or directory, open '${missing}/results.json.partial'`,
      `can't write ${missing}/matrix.md: ENOENT: no such file or directory, open '${missing}/matrix.md.partial'`,
    ].join('\n'),
  )
})
