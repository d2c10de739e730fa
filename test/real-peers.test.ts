/** The whole tool with real peers: rust, go and js in every direct transport, and browsers where there are some. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RunResults } from '../harness/domain/results.ts'

const root = path.join(import.meta.dirname, '..')
const buildMs = 45 * 60_000
const native = ['rust', 'go', 'js']
const nativeCells = native.flatMap((dialer) => native.map((listener) => `direct/*/${dialer}:${listener}`))
const browserCells = [
  'direct/ws+noise/chromium:go',
  'direct/wss+noise/firefox:js',
  'direct/webtransport/chromium:go',
  'direct/webrtc-direct/firefox:go',
  'relayed/ws+noise/chromium:firefox/via:rust',
  'webrtc/webrtc/chromium:firefox/via:go',
  'gossip/ws+noise/firefox:chromium/via:js',
  'refused/ws+noise/chromium:rust/with:wrong-peer-id',
]

/** An upstream race shows as `flaky`; that a cell works at all, and nothing is lost, is what is tested here. */
const good = ['pass', 'known-failure', 'known-flaky', 'unsupported', 'flaky']

describe('rust, go and js in every direct transport', () => {
  let run: Awaited<ReturnType<typeof play>>
  beforeAll(async () => (run = await play(nativeCells)), buildMs)
  afterAll(() => rm(run.folder, { recursive: true }))

  test('nothing planned goes unreported, and nothing fails', () => {
    const { summary, cells, run: info } = run.results
    expect([summary.planned, summary.reported, info.complete]).toEqual([63, 63, true])
    expect(cells.filter(({ verdict }) => !good.includes(verdict)).map(({ id, outcome }) => [id, outcome])).toEqual([])
  })

  test('every connected cell has evidence of both ends: four messages, and each the other by name', () => {
    const connected = run.results.cells.filter(({ outcome }) => outcome.kind === 'connected')
    expect(connected.length).toBeGreaterThan(50)
    for (const { id, evidence } of connected) {
      if (evidence === null) throw new Error(`${id} has no evidence`)
      expect(evidence.sent, id).toHaveLength(4)
      for (const end of evidence.nodes) {
        const remote = evidence.nodes.find((node) => node !== end)
        const listed = end.statements.findLast((said) => said.kind === 'answer' && said.method === 'connections')
        expect(JSON.stringify(listed), id).toContain(remote?.peerId)
      }
    }
  })

  test('results.json is as its schema says, and on stdout with --json', async () => {
    const ajv = new Ajv2020({ validateFormats: false, allErrors: true })
    const validate = ajv.compile(JSON.parse(await readFile(path.join(root, 'reports/results.schema.json'), 'utf8')))
    const written = JSON.parse(await readFile(path.join(run.folder, 'latest/results.json'), 'utf8')) as RunResults
    validate(written)
    expect(validate.errors).toBeNull()
    expect(written).toEqual(run.results)
  })

  test('versions are those of the libraries themselves', () => {
    const { versions } = run.results.run
    expect(Object.keys(versions).sort()).toEqual(['go', 'js', 'rust'])
    for (const report of Object.values(versions)) {
      expect(report).toMatchObject({ state: 'ready', version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
    }
  })
})

describe('browsers', () => {
  test('dial servers, and reach each other', { timeout: buildMs }, async (context) => {
    const { results, folder } = await play(browserCells)
    await rm(folder, { recursive: true })
    const missing = results.cells.find(({ outcome }) => outcome.kind === 'not-run')?.outcome
    if (missing?.kind === 'not-run') context.skip(missing.message)
    expect(results.summary.reported).toBe(browserCells.length)
    expect(
      results.cells.filter(({ verdict }) => !good.includes(verdict)).map(({ id, outcome }) => [id, outcome]),
    ).toEqual([])
  })
})

describe('a harness that is killed', () => {
  test('takes peers, browsers and namespaces with it', { timeout: buildMs }, async () => {
    const reports = await mkdtemp(path.join(tmpdir(), 'killed-'))
    const harness = start(['webrtc/webrtc/*:chromium/**', 'webrtc/webrtc/*:firefox/**', 'direct/**'], reports)
    const log = path.join(reports, 'latest/run.jsonl')
    const playing = async () => expect(await readFile(log, 'utf8')).toContain('"cell-started"')
    await vi.waitFor(playing, { timeout: buildMs, interval: 100 })
    expect(await processesOf(reports)).not.toEqual([])
    harness.kill('SIGKILL')
    await once(harness, 'close')
    await vi.waitFor(async () => expect(await processesOf(reports)).toEqual([]), { timeout: 5_000, interval: 100 })
    await rm(reports, { recursive: true })
  })
})

function start(patterns: readonly string[], reports: string) {
  const options = ['--reports', reports, '--json']
  return spawn(process.execPath, ['harness/main.ts', 'run', ...options, ...patterns], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

async function play(patterns: readonly string[]): Promise<{ results: RunResults; folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'real-peers-'))
  const harness = start(patterns, folder)
  harness.stdout.setEncoding('utf8')
  const closed = once(harness, 'close')
  const output = (await Array.fromAsync(harness.stdout)).join('')
  await closed
  return { results: JSON.parse(output) as RunResults, folder }
}

/** Programs of a run know its folder from their environment, and so do the browsers that they start. */
async function processesOf(reports: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '')
      return environment.includes(`CONNECTIVITY_ARTIFACTS=${reports}`)
        ? [await readlink(`/proc/${id}/exe`).catch(() => id)]
        : []
    }),
  )
  return found.flat()
}
