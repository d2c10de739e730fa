import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkoutOf } from './checkout.ts'

const signal = new AbortController().signal
const none = { commit: null, dirty: null }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'checkout-'))
  writeFileSync(path.join(folder, 'package.json'), '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

function git(...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder })
    .toString()
    .trim()
}

function commitAll(): string {
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'all')
  return git('rev-parse', 'HEAD')
}

test('a clean checkout has its commit, and a changed one says so', async () => {
  const commit = commitAll()
  expect(await checkoutOf(folder, process.env, signal)).toEqual({ commit, dirty: false })
  writeFileSync(path.join(folder, 'new.txt'), '')
  expect(await checkoutOf(folder, process.env, signal)).toEqual({ commit, dirty: true })
})

test('a copy within the checkout of something else is not of its commit', async () => {
  commitAll()
  const copy = path.join(folder, 'copy')
  mkdirSync(copy)
  writeFileSync(path.join(copy, 'package.json'), '{}')
  expect(await checkoutOf(copy, process.env, signal)).toEqual(none)
})

test('a folder without git, a machine without git', async () => {
  expect(await checkoutOf(folder, process.env, signal)).toEqual(none)
  commitAll()
  expect(await checkoutOf(folder, { PATH: '' }, signal)).toEqual(none)
})

test('the variables of a git hook do not lead elsewhere', async () => {
  const commit = commitAll()
  const env = { ...process.env, GIT_DIR: '/nowhere', GIT_WORK_TREE: '/nowhere' }
  expect(await checkoutOf(folder, env, signal)).toEqual({ commit, dirty: false })
})
