/** Whatever a user writes, in a file or on the command line: the answer is a plan, or where it is wrong and the fix. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../main.ts'
import { readImplementation } from '../peers/inventory.ts'
import { stopwatch } from '../yaml/cpu-time.fixture.ts'
import type { Io } from './io.ts'
import { printError } from './print-error.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bad-input-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Always the same inputs: what fails here fails everywhere. */
const settings = { seed: 20_251_125, numRuns: 120, endOnFailure: true }

const goodMatrix = `
implementations:
  rust: { folder: impls/rust }
  go@0.50: { folder: impls/go }
  mine: { command: [./my-peer, --port, '0'] }
run:
  - scenario: direct
    dialers: &all [rust, go@0.50, mine]
    listeners: *all
  - { scenario: limits, via: [rust], with: [data] }
expect:
  - cells: ['direct/webtransport/rust:*', 'direct/webtransport/*:rust']
    unsupported: not-implemented
    reason: rust-libp2p has no native WebTransport
    link: https://example.org/2993
  - { cells: direct/quic-v1/mine:rust, known-failing: https://example.org/1, stages: [dial], reason: a bug }
`

const goodPeer = `
name: some-peer
command: [./peer, --quietly]
build:
  toolchain:
    - { command: [cc, --version], minimum: 4.2, hint: Install a C compiler }
  sources: ['src/**']
  script: |
    cc -o "$OUTPUT/peer" src/*.c
isolate:
  - { transport: quic-v1, role: listener, issue: https://example.org/1, reason: one socket for all }
`

const control = ['\0', '\u001B[2J', '\u2028', '\u202E', '\uFEFF', '\uD800', '\t', '\r']
const yaml = ['---\n', '%YAML 9.9\n', '# ', '"', "'", ': ', '{', '[', '}', ']', '- ', '|\n', '>-\n', '? {a: b}\n: c\n']
const aliases = ['<<: *all\n', '&a [*a]', '*nothing', '!!js/function x']
const names = [
  '__proto__: x\n',
  'constructor',
  '~',
  'null',
  '1e9',
  '0x10',
  '""',
  '2: { folder: x }\n',
  '../../..',
  '🎉',
]
const patterns = ['**', 'direct/**', `${'*'.repeat(60)}z`, `'${'*a'.repeat(5_000)}'`]
const long = ['x'.repeat(5_000), '['.repeat(2_000), '- '.repeat(2_000)]
const nasty = fc.constantFrom(...control, ...yaml, ...aliases, ...names, ...patterns, ...long)

/** The text with pieces removed, put twice, or replaced by something nasty. */
function mutationsOf(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length)
  const change = fc.record({ at: place, length: fc.nat(30), by: fc.oneof(nasty, fc.constant(''), fc.constant(null)) })
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce((changed, { at, length, by }) => {
      const piece = changed.slice(at, at + length)
      return changed.slice(0, at) + (by ?? piece + piece) + changed.slice(at + length)
    }, text),
  )
}

/** A world that keeps what is printed. */
function recorder() {
  const printed = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text
      return true
    },
  })
  const { signal } = new AbortController()
  const io = { env: {}, cwd: folder, signal, stdout: stream('stdout'), stderr: stream('stderr') } as unknown as Io
  return { printed, io }
}

async function answer(argv: readonly string[]) {
  const { printed, io } = recorder()
  const spent = stopwatch()
  const status = await main(argv, io)
  return { status, ...printed, ms: spent() }
}

function expectCivil({ stdout = '', stderr, ms }: { stdout?: string; stderr: string; ms: number }): void {
  expect(stdout + stderr).not.toMatch(/[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\n\u200C\u200D]]/v)
  expect(stderr).not.toMatch(/\n\s+at |this is a bug/)
  expect(stderr.length).toBeLessThan(20_000)
  expect(ms).toBeLessThan(1_000)
}

describe('files', () => {
  test('those that are mutated are good', async () => {
    await writeFile(path.join(folder, 'matrix.yaml'), goodMatrix)
    await writeFile(path.join(folder, 'peer.yaml'), goodPeer)
    expect(await answer(['plan'])).toMatchObject({ status: 0, stderr: '' })
    await expect(readImplementation('mine', { kind: 'folder', folder })).resolves.toMatchObject({ id: 'mine' })
  })

  test('a mutated matrix.yaml', async () => {
    const file = path.join(folder, 'matrix.yaml')
    await fc.assert(
      fc.asyncProperty(mutationsOf(goodMatrix), async (text) => {
        await writeFile(file, text)
        const { status, ...said } = await answer(['plan', '--matrix', 'matrix.yaml'])
        expectCivil(said)
        if (status === 0) expect(said.stderr).toBe('')
        else expect([status, said.stderr]).toEqual([2, expect.stringMatching(/^matrix\.yaml:\d+:\d+: .+$/m)])
      }),
      settings,
    )
  })

  test('a mutated peer.yaml', async () => {
    const file = path.join(folder, 'peer.yaml')
    await fc.assert(
      fc.asyncProperty(mutationsOf(goodPeer), async (text) => {
        await writeFile(file, text)
        const { printed, io } = recorder()
        const spent = stopwatch()
        const status = await readImplementation('mine', { kind: 'folder', folder }).then(
          () => 0,
          (error: unknown) => printError(error, io),
        )
        expectCivil({ ...printed, ms: spent() })
        if (status !== 0)
          expect([status, printed.stderr]).toEqual([2, expect.stringMatching(/peer\.yaml:\d+:\d+: .+$/m)])
      }),
      settings,
    )
  })
})

describe('the command line', () => {
  const option = fc.constantFrom(
    '--json',
    '--matrix',
    '--jobs',
    '--lab',
    '--reports',
    '--',
    '-',
    '--matrix=',
    '-x',
    '--jsno',
  )
  const word = fc.oneof(option, nasty, fc.string(), fc.constantFrom('good.yaml', 'direct/**', '.', '/dev/zero', '1'))
  beforeAll(() => writeFile(path.join(folder, 'good.yaml'), goodMatrix))

  test('plan with any words', async () => {
    const words = fc.array(word, { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(words, fc.boolean(), async (rest, good) => {
        const { status, ...said } = await answer(['plan', ...(good ? ['--matrix', 'good.yaml'] : []), ...rest])
        expectCivil(said)
        expect(status).toBe(said.stderr === '' ? 0 : 2)
      }),
      settings,
    )
  })

  test.each(['run', 'bench', 'report', 'doctor', 'check-peer', 'nothing', ''])(
    '%s with words of which one is wrong',
    async (name) => {
      const wrong = fc.constantFrom(
        '--no-such-option',
        '--jobs=0',
        '--jobs=1e9',
        '--reports=',
        '--matrix=',
        '--lab=\u001B[2J',
      )
      await fc.assert(
        fc.asyncProperty(fc.array(nasty, { maxLength: 2 }), wrong, async (words, option) => {
          const { status, ...said } = await answer([name, option, ...words])
          expectCivil(said)
          expect([status, said.stderr]).toEqual([2, expect.stringMatching(/\S/)])
        }),
        { ...settings, numRuns: 20 },
      )
    },
  )

  test.each([
    [['run', '--jobs', '0'], /'0' is invalid. It must be a whole number from 1 to 1,000/],
    [['run', '--jobs', '1e9'], /'1e9' is invalid/],
    [['run', '--jobs', '0x10'], /'0x10' is invalid/],
    [['run', '--jobs', ' 3'], /' 3' is invalid/],
    [['run', '--reports', ''], /It is empty; name one, or leave it out/],
    [['plan', '--matrix', ''], /It is empty; name one, or leave it out/],
    [['plan', '--matrix', '.'], /\. is not a file/],
    [['plan', '--matrix', '/dev/zero'], /\/dev\/zero is not a file/],
    [['plan', '--matrix', 'no\u001B[2Jt'], /there is no no\\u\{1b\}\[2Jt/],
    [['plan', '--matrix', 'good.yaml', ''], /"" matches no cell; cells are named like direct/],
    [['plan', '--matrix', 'good.yaml', '--', '--json'], /"--json" matches no cell/],
    [['fo\u001Bo'], /unknown command 'fo\\u\{1b\}o'/],
    [['plan', `--${'x'.repeat(5_000)}`], /unknown option '--x{900,1000}…/],
    [['run', '--patience', '1e9'], /'1e9' is invalid. It must be a number from 1 to 100/],
    [['report', ''], /It is empty; name one, or leave it out/],
    [['report', 'x', '--out', ''], /It is empty/],
    [['report', 'no\u001B[2Jt'], /there is no no\\u\{1b\}\[2Jt/],
    [['check-peer'], /there is no command/],
    [['check-peer', '--image', ''], /It is empty; name one/],
    [['check-peer', '--', ''], /the command is empty/],
  ])('%j', async (argv, message) => {
    const { status, ...said } = await answer(argv)
    expectCivil(said)
    expect([status, said.stderr]).toEqual([2, expect.stringMatching(message)])
  })
})
