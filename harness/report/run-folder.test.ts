import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRunFolder } from './run-folder.ts'

let base: string
let reports: string

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'run-folder-'))
  reports = join(base, 'reports')
})
afterEach(() => rm(base, { recursive: true }))

test('makes the folder and points latest to it', async () => {
  expect(await createRunFolder(reports, 'one')).toBe(join(reports, 'one'))
  expect(await readlink(join(reports, 'latest'))).toBe('one')
})

test('latest follows the newest run', async () => {
  await createRunFolder(reports, 'one')
  await createRunFolder(reports, 'two')
  expect(await readlink(join(reports, 'latest'))).toBe('two')
  expect(await readdir(reports)).toEqual(['latest', 'one', 'two'])
})

test('runs that begin at once do not disturb each other', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `run-${index}`)
  await Promise.all(ids.map((id) => createRunFolder(reports, id)))
  expect((await readdir(reports)).toSorted()).toEqual([...ids, 'latest'].toSorted())
  expect(ids).toContain(await readlink(join(reports, 'latest')))
})

test('a folder of that name is not taken over', async () => {
  await createRunFolder(reports, 'one')
  await expect(createRunFolder(reports, 'one')).rejects.toMatchObject({
    message: expect.stringContaining(`can't write ${reports}/one: EEXIST`),
  })
})

test('something else called latest is left alone', async () => {
  await mkdir(join(reports, 'latest'), { recursive: true })
  await expect(createRunFolder(reports, 'one')).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(`can't write ${reports}/latest: EISDIR`),
    hint: 'something else has that name: move it away, or write elsewhere with --reports DIR',
  })
  expect(await readdir(reports)).toEqual(['latest', 'one'])
})

test('a file in place of the folder is reported', async () => {
  await writeFile(reports, '')
  await expect(createRunFolder(reports, 'one')).rejects.toMatchObject({
    message: expect.stringContaining(`can't write ${reports}: EEXIST`),
    hint: 'something else has that name: move it away, or write elsewhere with --reports DIR',
  })
})
