import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OwnFiles } from '../contents.ts'
import { layoutOf, type Entry } from './layout.ts'
import { rootFileSystem } from './root-file-system.ts'
import { extract } from 'tar-stream'
import { repositoryName, tagOf } from './tag.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'layout-'))
  await mkdir(path.join(root, 'build', 'lib'), { recursive: true })
  await writeFile(path.join(root, 'build', 'peer'), '#!/bin/peer-shell\n')
  await chmod(path.join(root, 'build', 'peer'), 0o750)
  await writeFile(path.join(root, 'build', 'lib', 'data'), 'one')
  await symlink('lib/data', path.join(root, 'build', 'link'))
})
afterEach(() => rm(root, { recursive: true }))

test('the folder of a program is in its image, with its links and what may be run', async () => {
  const entries = (await layout()).filter(({ to }) => to.startsWith('/peer/'))

  expect(entries).toEqual([
    { to: '/peer/lib/data', kind: 'file', from: path.join(root, 'build', 'lib', 'data'), executable: false },
    { to: '/peer/link', kind: 'link', target: 'lib/data' },
    { to: '/peer/peer', kind: 'file', from: path.join(root, 'build', 'peer'), executable: true },
  ])
})

test.skipIf(process.platform !== 'linux')(
  'a program of PATH comes with the libraries it links to, and no others',
  async () => {
    const places = (await layoutOf({ ...files(), folder: null, programs: ['sh'] }, '/nosuch:/bin')).map(({ to }) => to)

    expect(places).toContain('/usr/local/bin/sh')
    expect(places.filter((place) => /\/libc\.|\/ld-/.test(place))).toHaveLength(2)
    expect(places.length).toBeLessThan(8)
  },
)

test('other files keep their places; a pattern stands for all that it matches, and for one at least', async () => {
  const also = [path.join(root, 'bu*', 'l*')]
  const places = (await layoutOf({ ...files(), folder: null, also }, '/bin')).map(({ to }) => to)

  expect(places).toContain(path.join(root, 'build', 'lib', 'data'))
  expect(places).toContain(path.join(root, 'build', 'link'))
  await expect(layoutOf({ ...files(), also: ['/no*such/file'] }, '/bin')).rejects.toMatchObject({
    message: 'there is no /no*such/file on this machine to put into an image',
  })
})

test('a program that is not there is named', async () => {
  await expect(layoutOf({ ...files(), programs: ['no-such-program'] }, '/bin')).rejects.toMatchObject({
    name: 'UserError',
    message: 'there is no no-such-program on this machine to put into an image',
  })
})

test('a tag stands for the content: not for when or where it was made, and for every byte of it', async () => {
  const [first, again] = [await tag(), await tag()]
  await writeFile(path.join(root, 'build', 'lib', 'data'), 'two')
  const changed = await tag()
  await chmod(path.join(root, 'build', 'lib', 'data'), 0o755)
  const executable = await tag()

  expect(first).toBe(again)
  expect(new Set([first, changed, executable, await tag('another key')]).size).toBe(4)
})

test.for([
  ['js', 'js'],
  ['js@3.1', 'js-3-1'],
  ['chromium+no-munging', 'chromium-no-munging'],
  ['/usr/bin/env', 'usr-bin-env'],
  ['__', 'program'],
] as const)('the repository of %s is %s', ([name, repository]) => {
  expect(repositoryName(name)).toBe(repository)
})

test('the archive has the very files, in order, and a folder to write in', async () => {
  const found: [string?, string?, number?, string?][] = []
  const archive = rootFileSystem(await layout()).pipe(extract())
  for await (const entry of archive) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    const { name, type, mode } = entry.header
    found.push([name, type, mode, Buffer.concat(chunks).toString()])
  }

  expect(found.filter(([name]) => name?.startsWith('etc') !== true)).toEqual([
    ['tmp', 'directory', 0o1777, ''],
    ['peer/lib/data', 'file', 0o644, 'one'],
    ['peer/link', 'symlink', 0o644, ''],
    ['peer/peer', 'file', 0o755, '#!/bin/peer-shell\n'],
  ])
})

test('an archive of a file that is gone is an error, and not a short archive', async () => {
  const gone: Entry = { to: '/x', kind: 'file', from: path.join(root, 'gone'), executable: false }

  await expect(Array.fromAsync(rootFileSystem([gone]))).rejects.toThrow('ENOENT')
})

function files(): OwnFiles {
  return { kind: 'files', name: 'tiny', folder: path.join(root, 'build'), programs: [], also: [] }
}

async function layout(): Promise<Entry[]> {
  return await layoutOf(files(), '/bin')
}

async function tag(key = ''): Promise<string> {
  return (await tagOf('tiny', key, await layout())).tag
}
