import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readBugs, type Bug } from './bug.ts'
import { judge, rateIn } from './judge.ts'
import { resultTable } from './table.ts'

const folder = new URL('../../upstream/', import.meta.url)
const bugs = readBugs(folder)
const text = (file: string) => readFileSync(new URL(file, folder), 'utf8')

describe('the reproductions', () => {
  test('every folder is one', () => {
    const folders = globSync('*/README.md', { cwd: folder, exclude: ['node_modules'] }).map(
      (file) => file.split('/')[0],
    )
    expect(folders.toSorted()).toEqual(bugs.map(({ name }) => name))
    expect(bugs.length).toBeGreaterThan(0)
  })

  test.each(bugs)('$name is listed in upstream/README.md', ({ name }) => {
    expect(text('README.md')).toContain(`(${name}/README.md)`)
  })

  test.each(globSync('*/*.js', { cwd: folder, exclude: ['node_modules'] }))('%s is JavaScript', (file) => {
    execFileSync(process.execPath, ['--check', file], { cwd: folder })
  })

  test.each(globSync('*/package.json', { cwd: folder, exclude: ['node_modules'] }))(
    '%s names exact versions',
    (file) => {
      const { dependencies } = JSON.parse(text(file)) as { dependencies: Record<string, string> }
      expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
    },
  )

  test.each(globSync('*/Cargo.toml', { cwd: folder }))('%s names exact versions', (file) => {
    const versions = [...text(file).matchAll(/^(?!edition|version = "1\.0\.0").*"(=?\d[^"]*)"/gm)].map(
      ([, version]) => version,
    )
    expect(versions.filter((version) => version?.startsWith('=') !== true)).toEqual([])
    expect(versions.length).toBeGreaterThan(0)
  })
})

describe('the rate', () => {
  test.each([
    ['reproduced: 3 of 5\n', { seen: 3, of: 5 }],
    ['reproduced: 1 of 5\nreproduced: 2 of 5', { seen: 2, of: 5 }],
    ['it was reproduced: 3 of 5', null],
    ['', null],
  ])('in %j', (output, rate) => {
    expect(rateIn(output)).toEqual(rate)
  })
})

describe('the verdict', () => {
  test.each([
    ['always', { seen: 5, of: 5 }, null, 'as stated'],
    ['always', { seen: 4, of: 5 }, null, 'other than stated'],
    ['sometimes', { seen: 1, of: 5 }, null, 'as stated'],
    ['sometimes', { seen: 5, of: 5 }, null, 'as stated'],
    ['always', { seen: 0, of: 5 }, null, 'seems fixed'],
    ['sometimes', { seen: 0, of: 5 }, null, 'seems fixed'],
    ['sometimes', { seen: 0, of: 0 }, null, 'does not run'],
    ['always', null, null, 'does not run'],
    ['always', { seen: 5, of: 5 }, 'exit code 1', 'does not run'],
  ] as const)('%s, %j, %s: %s', (stated, rate, failure, verdict) => {
    expect(judge(stated, rate, failure).verdict).toBe(verdict)
  })
})

test('the table', () => {
  const bug: Bug = { name: 'some-bug', affects: 'a library 1.0', needs: ['npm'], run: 'true', stated: 'always' }
  const table = resultTable([
    { bug, rate: { seen: 20, of: 20 }, verdict: 'as stated' },
    { bug: { ...bug, name: 'other' }, verdict: 'skipped', why: 'go: not found' },
  ])
  expect(table).toMatchInlineSnapshot(`
    "reproduction  affects        seen      if fixed  verdict
    some-bug      a library 1.0  20 of 20  0 of 20   as stated
    other         a library 1.0  –         –         skipped: go: not found

    1 as stated, 1 skipped"
  `)
})
