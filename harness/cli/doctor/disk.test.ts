import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bytes, diskSection } from './disk.ts'

test.for([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345, '12 kB'],
  [1_234_567, '1.2 MB'],
  [82_000_000_000, '82 GB'],
  [5e15, '5000 TB'],
] as const)('%i bytes are %s', ([count, text]) => {
  expect(bytes(count)).toBe(text)
})

test('the cache is measured with all that is in its folders', async () => {
  await using temporary = await mkdtempDisposable(path.join(tmpdir(), 'doctor-'))
  const folder = temporary.path
  await mkdir(path.join(folder, 'a/b'), { recursive: true })
  await writeFile(path.join(folder, 'a/b/c'), Buffer.alloc(2_500))
  await writeFile(path.join(folder, 'd'), Buffer.alloc(1_000))

  const { findings } = await diskSection(folder)
  expect(findings[0]).toEqual({ state: 'fact', what: 'cache', detail: `${folder} (3.5 kB)` })
})

test('a cache folder that is not there yet is empty, and there is room for it', async () => {
  await using temporary = await mkdtempDisposable(path.join(tmpdir(), 'doctor-'))
  const folder = path.join(temporary.path, 'not/yet')

  const { findings } = await diskSection(folder)
  expect(findings[0]).toEqual({ state: 'fact', what: 'cache', detail: `${folder} (empty)` })
  expect(findings[1]?.detail).toMatch(/^\d+(\.\d)? [kMGT]?B$/)
})
