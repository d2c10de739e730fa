import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundleSite } from './bundle.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bundle-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const kept = () => path.join(folder, 'site', readdirSync(path.join(folder, 'site'))[0] ?? '')

test('the pages, the plots and the styles, without schemas and their eval', async () => {
  const bundle = await bundleSite(folder)
  expect(Object.keys(bundle).toSorted()).toEqual(['app.js', 'plots.js', 'style.css'])
  expect(bundle['app.js']).not.toMatch(/new Function|\beval\(/)
  expect(bundle['app.js']?.length).toBeLessThan(100_000)
})

test('what is kept is taken, and what is damaged is made again', async () => {
  await bundleSite(folder)
  writeFileSync(kept(), '{"app.js":"kept"}')
  expect(await bundleSite(folder)).toEqual({ 'app.js': 'kept' })
  writeFileSync(kept(), '{"app.js":"to')
  expect(Object.keys(await bundleSite(folder))).toHaveLength(3)
  expect(Object.keys(JSON.parse(readFileSync(kept(), 'utf8')))).toHaveLength(3)
})

test.each(['/proc/nowhere', '/dev/null/x'])('a cache in %s costs time, and nothing else', async (nowhere) => {
  expect(Object.keys(await bundleSite(nowhere))).toHaveLength(3)
})
