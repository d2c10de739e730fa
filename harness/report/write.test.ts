import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventsOf, everyVerdict, resultsOf } from './sample.fixture.ts'
import { runWriters, writeReports } from './write.ts'
import { noHistory } from './history.ts'
import type { Writer } from './writer.ts'

const results = resultsOf(eventsOf(everyVerdict))
const published = { results, history: noHistory }
const writers = runWriters('').slice(0, 2)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('writes results.json and matrix.md, and leaves nothing else', async () => {
  await writeReports(folder, published, writers)
  expect(await readdir(folder)).toEqual(['matrix.md', 'results.json'])
  expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toEqual(results)
  expect(await readFile(join(folder, 'matrix.md'), 'utf8')).toMatch(/^# Connectivity matrix\n/)
})

test('replaces what was there', async () => {
  await writeFile(join(folder, 'results.json'), 'old')
  await writeReports(folder, published, writers)
  expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toEqual(results)
})

test('one report that can not be written does not keep the other', async () => {
  await mkdir(join(folder, 'results.json'))
  await expect(writeReports(folder, published, writers)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(`can't write ${folder}/results.json: EISDIR: illegal operation on a directory`),
    hint: 'something else has that name: move it away, or write elsewhere with --reports DIR',
  })
  expect(await readdir(folder)).toEqual(['matrix.md', 'results.json'])
})

test('names every report that can not be written', async () => {
  const missing = join(folder, 'missing')
  await expect(writeReports(missing, published, writers)).rejects.toThrow(
    [
      `can't write ${missing}/results.json: ENOENT: no such file or directory, open '${missing}/results.json.partial'`,
      `can't write ${missing}/matrix.md: ENOENT: no such file or directory, open '${missing}/matrix.md.partial'`,
    ].join('\n'),
  )
})

test('a writer that throws does not keep the others from writing, and a bug is not hidden by a full disk', async () => {
  const broken: Writer = () => {
    throw new TypeError('bug')
  }
  const refused: Writer = () => ({ 'missing/../../..': '' })
  await expect(writeReports(folder, published, [refused, broken, ...writers])).rejects.toThrow(TypeError)
  expect(await readdir(folder)).toContain('matrix.md')
})

test('a report may lie in a folder of its own', async () => {
  await writeReports(folder, published, [() => ({ 'exports/badges/go.svg': '<svg/>' })])
  expect(await readFile(join(folder, 'exports/badges/go.svg'), 'utf8')).toBe('<svg/>')
})
