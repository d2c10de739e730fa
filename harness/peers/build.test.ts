import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { prepare, type BuildContext } from './build.ts'
import type { Implementation } from './inventory.ts'
import type { PeerYaml } from './peer-yaml.ts'

let root: string
const never = new AbortController().signal

/** Counts itself in the scratch folder, then copies the source: a compiler in two lines. */
const script = 'echo built >> "$SCRATCH/count"\ncp main.txt "$OUTPUT/peer"'

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'build-'))
  await mkdir(path.join(root, 'impl'))
  await writeSource('one')
})
afterEach(() => rm(root, { recursive: true }))

test('a build is there for the next who wants the same', async () => {
  const first = await build()
  expect(first.command).toEqual(['./peer'])
  expect(await readFile(path.join(first.cwd, 'peer'), 'utf8')).toBe('one')
  expect(await build()).toEqual(first)
  expect(await timesBuilt()).toBe(1)
})

test('what counts is the content: changed sources are built anew, and the old build is kept', async () => {
  const first = await build()
  await writeSource('two')
  const second = await build()
  expect(await readFile(path.join(second.cwd, 'peer'), 'utf8')).toBe('two')
  await writeSource('one')
  expect(await build()).toEqual(first)
  expect(await timesBuilt()).toBe(2)
})

test('a new file, another script or another toolchain is another build', async () => {
  const builds = [await build()]
  await writeFile(path.join(root, 'impl', 'more.txt'), '')
  builds.push(await build())
  builds.push(await build({ script: `${script}\n: # another` }))
  builds.push(await build({ toolchain: [{ command: ['echo', 'compiler 2'], hint: '' }] }))
  expect(new Set(builds.map(({ cwd }) => cwd)).size).toBe(4)
})

test('a file that no glob names does not matter', async () => {
  const first = await build()
  await writeFile(path.join(root, 'impl', 'README.md'), 'new')
  expect(await build()).toEqual(first)
})

test('two who want the same at the same time share one build', async () => {
  const [one, other] = await Promise.all([build(), build()])
  expect(one).toEqual(other)
  expect(await timesBuilt()).toBe(1)
})

test('another process that builds the same at the same time does no harm', async () => {
  vi.resetModules()
  const anotherProcess = await import('./build.ts')
  const meeting = 'echo built >> "$SCRATCH/count"; until [ $(wc -l < "$SCRATCH/count") -ge 2 ]; do sleep 0.01; done'
  const met = implementation({ script: `${meeting}\ncp main.txt "$OUTPUT/peer"` })
  const [one, other] = await Promise.all([
    prepare(met, context(), never),
    anotherProcess.prepare(met, context(), never),
  ])
  expect(one).toEqual(other)
  expect(await timesBuilt()).toBe(2)
  expect(await readdir(path.join(root, 'cache', 'builds'))).toEqual([path.basename(one.cwd)])
  expect(await readdir(one.cwd)).toEqual(['peer'])
})

test('progress is reported line by line', async () => {
  const steps: string[] = []
  await build({ script: 'echo compiling; echo careful >&2; mkdir "$OUTPUT/x"' }, (step) => steps.push(step))
  expect(steps.toSorted()).toEqual(['0 s: careful', '0 s: compiling'])
})

test('a failing build reports its last lines and where the others are, and leaves nothing that looks built', async () => {
  const failing = build({ script: 'for i in $(seq 20); do echo line $i; done; exit 3' })
  const tail = Array.from({ length: 12 }, (_, index) => `line ${index + 9}`).join('\n')
  const log = path.join(root, 'cache', 'scratch', 'tiny.log')
  await expect(failing).rejects.toMatchObject({
    name: 'UserError',
    message: `the build of ${path.join(root, 'impl')} failed with exit code 3:\n${tail}`,
    hint: `Its output is in ${log}.`,
  })
  expect((await readFile(log, 'utf8')).split('\n')).toHaveLength(21)
  expect(await readdir(path.join(root, 'cache', 'builds'))).toEqual([])
})

test('a build that never ends a line is reported in short', async () => {
  const endless = build({ script: "head -c 3000000 /dev/zero | tr '\\0' x; exit 1" })
  const { message } = await endless.then(
    () => new Error('it passed'),
    (error: unknown) => error as Error,
  )
  expect(message).toContain('failed with exit code 1')
  expect(message.length).toBeLessThan(100_000)
})

test('a failed build is tried again', async () => {
  const flaky = {
    script: `test -e "$SCRATCH/again" || { touch "$SCRATCH/again"; exit 1; }; cp main.txt "$OUTPUT/peer"`,
  }
  await expect(build(flaky)).rejects.toMatchObject({ name: 'UserError' })
  expect(await readdir((await build(flaky)).cwd)).toEqual(['peer'])
})

test('a missing toolchain is named with the fix, before anything is built', async () => {
  const toolchain = [{ command: ['no-such-compiler', '--version'], hint: 'Install one' }]
  await expect(build({ toolchain })).rejects.toMatchObject({
    name: 'UserError',
    message: '`no-such-compiler --version` does not work: spawn no-such-compiler ENOENT',
    hint: 'Install one',
  })
  await expect(timesBuilt()).rejects.toThrow('ENOENT')
})

test('sources that match nothing', async () => {
  await expect(build({ sources: ['*.c', 'src/**'] })).rejects.toMatchObject({
    name: 'UserError',
    message: `${path.join(root, 'impl')}: no file matches build.sources *.c, src/**`,
  })
})

test('an interrupt ends the build with everything that it started', async () => {
  const interrupt = new AbortController()
  const building = prepare(
    implementation({ script: 'sleep 60 & echo ready; wait' }),
    context(() => interrupt.abort(new Error('interrupted'))),
    interrupt.signal,
  )
  await expect(building).rejects.toThrow('interrupted') // which waits for the end of all that hold its output open
})

test('a run that is over before it begins builds nothing', async () => {
  await expect(prepare(implementation(), context(), AbortSignal.abort(new Error('interrupted')))).rejects.toThrow(
    'interrupted',
  )
  await expect(timesBuilt()).rejects.toThrow('ENOENT')
})

test('a command needs no build', async () => {
  const source = { id: 'mine', kind: 'command', command: ['./peer'], folder: root } as const
  expect(await prepare(source, context(), never)).toMatchObject({
    command: ['./peer'],
    cwd: root,
    env: { PATH: process.env['PATH'] },
  })
})

test('where hosts have files of their own, a command has its program there, and the files that it names', async () => {
  await writeFile(path.join(root, 'settings.txt'), '')
  const contentsFor = async (...command: string[]) =>
    (await prepare({ id: 'mine', kind: 'command', command, folder: root }, context(), never)).contents
  const mine = { kind: 'files', name: 'mine', folder: null }

  expect(await contentsFor('./peer', '--settings', 'settings.txt', 'impl', '-v')).toEqual({
    ...mine,
    programs: [path.join(root, 'peer')],
    also: [path.join(root, 'settings.txt')],
  })
  expect(await contentsFor('node', path.join(root, 'settings.txt'))).toEqual({
    ...mine,
    programs: ['node'],
    also: [path.join(root, 'settings.txt')],
  })
})

test('what is built goes into its image as it is, with what its peer.yaml adds; into the image of a stranger nothing does', async () => {
  const built = await build()
  const image = { programs: ['sh'], files: ['/usr/share/fonts'] }
  const wants = implementation()
  if (wants.kind !== 'folder') throw new Error('it has no peer.yaml')
  const more = await prepare({ ...wants, peer: { ...wants.peer, command: ['node', 'x'], image } }, context(), never)
  const own = { kind: 'files', name: 'tiny', folder: built.cwd, folderKey: path.basename(built.cwd) }

  expect(built.contents).toEqual({ ...own, programs: [], also: [] })
  expect(more.contents).toEqual({ ...own, programs: ['node', 'sh'], also: ['/usr/share/fonts'] })
  const source = { id: 'theirs', kind: 'image', image: 'peer:1', command: [], folder: root } as const
  expect(await prepare(source, context(), never)).toEqual({
    command: [],
    cwd: '/',
    env: {},
    contents: { kind: 'image', name: 'peer:1' },
  })
})

type Build = PeerYaml['build']

function implementation(build: Partial<Build> = {}): Implementation {
  const toolchain = [{ command: ['echo', 'compiler 1'], hint: 'Install the compiler' }]
  const peer: PeerYaml = {
    name: 'tiny',
    command: ['./peer'],
    requires: [],
    build: { toolchain, sources: ['*.txt'], script, ...build },
    isolate: [],
  }
  return { id: 'tiny', kind: 'folder', folder: path.join(root, 'impl'), peer }
}

function context(onProgress: (step: string) => void = () => {}): BuildContext {
  return { cacheFolder: path.join(root, 'cache'), env: { PATH: process.env['PATH'] }, onProgress }
}

async function build(changes: Partial<Build> = {}, onProgress?: (step: string) => void) {
  return await prepare(implementation(changes), context(onProgress), never)
}

async function writeSource(text: string): Promise<void> {
  await writeFile(path.join(root, 'impl', 'main.txt'), text)
}

async function timesBuilt(): Promise<number> {
  const count = await readFile(path.join(root, 'cache', 'scratch', 'tiny', 'count'), 'utf8')
  return count.split('\n').length - 1
}
