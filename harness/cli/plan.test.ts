import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UserError } from '../domain/errors.ts'
import { plan } from './plan.ts'

const matrix = `
implementations:
  a: { folder: a }
  b: { folder: b }
run:
  - { scenario: direct, transports: [tcp+noise, webrtc-direct] }
expect:
  - cells: direct/tcp+noise/a:b
    unsupported: by-design
    reason: sandboxed
    link: https://example.org/1
  - cells: direct/tcp+noise/b:b
    known-failing: https://example.org/2
    stages: [dial]
    reason: refuses itself
  - cells: direct/webrtc-direct/a:a
    known-partial: https://example.org/3
    lacks: { listener: [identify] }
    reason: hangs
  - cells: direct/webrtc-direct/b:*
    known-flaky: https://example.org/4
    stages: [identify]
    atMost: 0.1
    reason: a race
`

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'plan-'))
  await writeFile(path.join(cwd, 'matrix.yaml'), matrix)
})
afterAll(() => rm(cwd, { recursive: true }))

async function printed(patterns: string[], { json = false, folder = cwd } = {}): Promise<string> {
  let text = ''
  const stdout = { write: (more: string) => (text += more) }
  await plan({ matrixFile: 'matrix.yaml', cwd: folder, patterns, json, stdout })
  return text
}

describe('plan', () => {
  test('lists every cell with what is expected of it', async () => {
    expect(await printed([])).toMatchInlineSnapshot(`
      "direct/tcp+noise/a:a
      direct/tcp+noise/a:b      unsupported (by-design): sandboxed https://example.org/1
      direct/tcp+noise/b:a
      direct/tcp+noise/b:b      known-failing (dial): refuses itself https://example.org/2
      direct/webrtc-direct/a:a  known-partial (no identify (listener)): hangs https://example.org/3
      direct/webrtc-direct/a:b
      direct/webrtc-direct/b:a  known-flaky (at most 0.1): a race https://example.org/4
      direct/webrtc-direct/b:b  known-flaky (at most 0.1): a race https://example.org/4

      8 cells: 3 should connect, 1 known-partial, 2 known-flaky, 1 known-failing, 1 unsupported
      "
    `)
  })

  test('lists the cells that match, and says of how many', async () => {
    expect(await printed(['direct/*/a:b', 'direct/tcp+noise/*:a'])).toMatchInlineSnapshot(`
      "direct/tcp+noise/a:a
      direct/tcp+noise/a:b      unsupported (by-design): sandboxed https://example.org/1
      direct/tcp+noise/b:a
      direct/webrtc-direct/a:b

      4 of 8 cells: 3 should connect, 1 unsupported
      "
    `)
  })

  test('prints JSON and nothing else', async () => {
    expect(JSON.parse(await printed(['direct/tcp+noise/b:*'], { json: true }))).toEqual([
      {
        id: 'direct/tcp+noise/b:a',
        scenario: 'direct',
        transport: 'tcp+noise',
        dialer: 'b',
        listener: 'a',
        qualifiers: {},
        expectation: { kind: 'connects' },
      },
      {
        id: 'direct/tcp+noise/b:b',
        scenario: 'direct',
        transport: 'tcp+noise',
        dialer: 'b',
        listener: 'b',
        qualifiers: {},
        expectation: {
          kind: 'known-failing',
          issue: 'https://example.org/2',
          stages: ['dial'],
          reason: 'refuses itself',
        },
      },
    ])
  })

  test('refuses a pattern that matches nothing, and prints nothing', async () => {
    await expect(printed(['direct/nothing/a:a'])).rejects.toThrow(
      new UserError(
        '"direct/nothing/a:a" matches no cell; did you mean direct/tcp+noise/a:a or direct/webrtc-direct/a:a?',
        { hint: './connectivity plan lists every cell.' },
      ),
    )
  })
})
