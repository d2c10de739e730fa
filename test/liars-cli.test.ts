import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { RunResults } from '../harness/domain/results.ts'
import { scriptedPeer } from './peers/run-liars.ts'
import { running } from './peers/running.ts'
import { canMount, onTinyDisk } from './tiny-disk.ts'

const main = path.join(import.meta.dirname, '../harness/main.ts')

describe.concurrent('connectivity run, with peers that lie, die or hang', { timeout: 60_000 }, () => {
  test('an honest peer: exit code 0', async () => {
    await using run = await startRun('honest')
    expect(await run.end).toBe(0)
    const { run: info, summary, problems } = await run.results()
    expect([info.complete, summary.planned, summary.reported, summary.byVerdict.pass, problems]).toEqual([
      true,
      1,
      1,
      1,
      [],
    ])
  })

  test("a peer's fault: exit code 1, and the reason in the output", async () => {
    await using run = await startRun('wrong-transport')
    expect(await run.end).toBe(1)
    expect(run.output()).toContain("the dialer's connection is over ws")
    expect((await run.results()).summary.byVerdict.fail).toBe(1)
  })

  test('a program that had to be killed: exit code 1, although every cell passed', async () => {
    await using run = await startRun('hangs-at-close')
    expect(await run.end).toBe(1)
    const { summary, problems } = await run.results()
    expect(summary.byVerdict.pass).toBe(1)
    const late = expect.stringMatching(/^still there [\d.]+ s after end of input; it was killed$/) as string
    expect(problems.map(({ message }) => message)).toEqual([late, late])
    expect(run.output()).toMatch(/still there [\d.]+ s after end of input; it was killed/)
  })

  test('a program that is not there: exit code 3, and the reason in the output', async () => {
    await using run = await startRun('missing')
    expect(await run.end).toBe(3)
    expect(run.output()).toContain('failed to execute ./there-is-no-such-peer: No such file or directory')
    expect((await run.results()).summary.byVerdict['not-run']).toBe(1)
  })

  test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'an interrupt by %s: exit code 130, and a report that says so',
    async (signal) => {
      await using run = await startRun('never-starts')
      await run.peersAreUp()
      run.harness.kill(signal)
      expect(await run.end).toBe(130)
      const { run: info, cells } = await run.results()
      expect([info.interrupted, info.complete]).toEqual([true, false])
      expect(cells.map(({ verdict, outcome }) => [verdict, outcome])).toEqual([
        ['not-run', { kind: 'not-run', cause: 'interrupted', message: 'the run was interrupted first' }],
      ])
    },
  )

  test('two interrupts end it at once, and leave nothing', async () => {
    await using run = await startRun('never-starts-nor-ends')
    await run.peersAreUp()
    const interruptedMs = performance.now()
    run.harness.kill('SIGINT')
    run.harness.kill('SIGTERM')
    expect(await run.end).toBe(130)
    expect(performance.now() - interruptedMs).toBeLessThan(2_000)
    await run.peersAreGone()
  })

  test('a stranger that holds a pipe of a peer keeps nothing from ending', async () => {
    const stranger = ['sh', '-c', 'setsid sleep "$0" & exec "$@"', '20.987654']
    await using run = await startRun('honest', { launcher: stranger })
    const [code] = (await once(run.harness, 'exit')) as [number | null]
    expect(code).not.toBeNull()
    expect((await run.results()).summary.byVerdict.pass).toBe(1)
    expect((await running('sleep 20.987654')).length).toBeGreaterThan(0)
  })

  describe.runIf(canMount(tmpdir()))('a full disk', () => {
    test("loses no verdict: a peer's fault is shown, and exit code 1", async () => {
      await using run = await startRun('wrong-transport', { disk: 'size=16k' })
      expect(await run.end).toBe(1)
      expect(run.output()).toContain("the dialer's connection is over ws")
      expect(run.output()).toContain('could not keep the logs of every cell that failed: ENOSPC')
      expect(run.output()).toMatch(/1 planned, 1 reported: 1 fail · \d problem/)
    })

    test('does not look green: the table is shown, and exit code 3', async () => {
      await using run = await startRun('honest', { disk: 'size=4k' })
      expect(await run.end).toBe(3)
      expect(run.output()).toMatch(/can't write \S+results\.json: ENOSPC/)
      expect(run.output()).toContain('1 planned, 1 reported: 1 pass')
    })
  })

  test('names as long as matrix.yaml takes them do no harm', async () => {
    await using run = await startRun('wrong-transport', { name: 'l'.repeat(300) })
    expect(await run.end).toBe(1)
    const [cell] = (await run.results()).cells
    expect(cell).toMatchObject({ verdict: 'fail', outcome: { stage: 'evidence' } })
    expect(cell?.artifacts).toHaveLength(4)
  })

  test('a harness that is killed takes its peers with it', async () => {
    await using run = await startRun('never-starts-nor-ends')
    await run.peersAreUp()
    run.harness.kill('SIGKILL')
    await run.end
    await run.peersAreGone()
  })
})

interface RunOptions {
  /** Mount options of a disk for the reports alone. */
  readonly disk?: string
  /** Of the implementation. */
  readonly name?: string
  /** Becomes the peer program at its end. */
  readonly launcher?: readonly string[]
}

/** Plays direct/tcp+noise of a behaviour with itself. Disposing of it demands that no peer is left. */
async function startRun(behaviour: string, { disk, name = 'liar', launcher = [] }: RunOptions = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'liars-cli-'))
  const mark = randomUUID()
  const command =
    behaviour === 'missing'
      ? ['./there-is-no-such-peer']
      : [...launcher, process.execPath, scriptedPeer, behaviour, mark]
  const matrix = path.join(folder, 'matrix.yaml')
  await writeFile(
    matrix,
    `implementations: { ${name}: { command: ${JSON.stringify(command)} } }\nrun: [{ scenario: direct, transports: [tcp+noise] }]\n`,
  )
  const reports = path.join(folder, 'reports')
  const options = ['--lab', 'loopback', '--matrix', matrix, '--reports', reports]
  const connectivity = [process.execPath, main, 'run', ...options]
  await mkdir(reports)
  const [program = '', ...args] = disk === undefined ? connectivity : onTinyDisk(reports, disk, connectivity)
  const harness = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: folder },
  })
  let output = ''
  for (const stream of [harness.stdout, harness.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return {
    mark,
    harness,
    end: exitCode(harness),
    output: () => output,
    results: async () => JSON.parse(await readFile(path.join(reports, 'latest/results.json'), 'utf8')) as RunResults,
    /** Both ends have been started. */
    peersAreUp: async () =>
      await vi.waitFor(async () => expect((await running(mark)).length).toBeGreaterThan(1), {
        timeout: 20_000,
        interval: 50,
      }),
    peersAreGone: async () =>
      await vi.waitFor(async () => expect(await running(mark)).toEqual([]), { timeout: 5_000, interval: 100 }),
    async [Symbol.asyncDispose]() {
      harness.kill('SIGKILL')
      const left = await running(mark)
      await rm(folder, { recursive: true, force: true })
      expect(left).toEqual([])
    },
  }
}

async function exitCode(harness: ChildProcess): Promise<number | null> {
  const [code] = (await once(harness, 'close')) as [number | null]
  return code
}
