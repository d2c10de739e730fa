import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { UserError } from '../domain/errors.ts'
import { isolationOf, parsePeerYaml, readImplementation } from './inventory.ts'

const whole = `
name: some-peer
command: [./peer, --quietly]
requires:
  - { command: [browser, --version], hint: Install a browser }
build:
  name: shared
  toolchain:
    - { command: [cc, --version], hint: Install a C compiler }
  sources: ['src/**']
  script: cc -o "$OUTPUT/peer" src/*.c
isolate:
  - { transport: quic-v1, role: listener, issue: https://example.org/1, reason: one socket for all }
`
const isolation = {
  transport: 'quic-v1',
  role: 'listener',
  issue: 'https://example.org/1',
  reason: 'one socket for all',
}

test('a whole peer.yaml', () => {
  expect(parsePeerYaml(whole, 'peer.yaml')).toEqual({
    name: 'some-peer',
    command: ['./peer', '--quietly'],
    requires: [{ command: ['browser', '--version'], hint: 'Install a browser' }],
    build: {
      name: 'shared',
      toolchain: [{ command: ['cc', '--version'], hint: 'Install a C compiler' }],
      sources: ['src/**'],
      script: 'cc -o "$OUTPUT/peer" src/*.c',
    },
    isolate: [isolation],
  })
})

describe('all problems of a peer.yaml, with their places', () => {
  test.for([
    [
      'several at once',
      'name: ""\ncommand: ./peer\nbuild:\n  toolchain: []\n  sources: []\n  script: make\n  sript: make\n',
      [
        'peer.yaml:1:7: name: Too small: expected string to have >=1 characters',
        'peer.yaml:2:10: command: Invalid input: expected array, received string',
        'peer.yaml:5:12: build.sources: Too small: expected array to have >=1 items',
        'peer.yaml:4:3: build: Unrecognized key: "sript"',
      ],
    ],
    [
      'what is missing, at what it is missing from',
      'name: p\ncommand: [./p]\nbuild:\n  toolchain: []\n  script: make\n',
      ['peer.yaml:4:3: build.sources: Invalid input: expected array, received undefined'],
    ],
    [
      'in a list',
      whole.replace('quic-v1', 'carrier-pigeon'),
      [
        'peer.yaml:13:18: isolate.0.transport: Invalid option: expected one of "tcp+noise"|"tcp+tls"|"ws+noise"|"wss+noise"|"quic-v1"|"webtransport"|"webrtc-direct"|"webrtc"',
      ],
    ],
    ['nothing', '', ['peer.yaml:1:1: Invalid input: expected object, received null']],
    [
      'no YAML',
      'name: p\n\tcommand: [',
      [
        'peer.yaml:2:1: Tabs are not allowed as indentation',
        'peer.yaml:2:12: Flow sequence in block collection must be sufficiently indented and end with a ]',
      ],
    ],
  ] as const)('%s', ([, text, problems]) => {
    expect(problemsOf(text)).toEqual(problems)
  })
})

describe('readImplementation', () => {
  test('a command is taken as it is', async () => {
    const source = { kind: 'command', command: ['./peer'], folder: '/somewhere' } as const
    const implementation = await readImplementation('mine', source)
    expect(implementation).toEqual({ id: 'mine', ...source })
    expect(isolationOf(implementation)).toEqual([])
  })

  test('a folder has a peer.yaml', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'inventory-'))
    try {
      await writeFile(path.join(folder, 'peer.yaml'), whole)
      const implementation = await readImplementation('mine', { kind: 'folder', folder })
      expect(implementation).toMatchObject({ id: 'mine', kind: 'folder', folder, peer: { name: 'some-peer' } })
      expect(isolationOf(implementation)).toEqual([isolation])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('a folder without one', async () => {
    await expect(readImplementation('mine', { kind: 'folder', folder: '/nowhere' })).rejects.toMatchObject({
      name: 'UserError',
      message: "/nowhere/peer.yaml can't be read: ENOENT: no such file or directory, open '/nowhere/peer.yaml'",
      hint: 'An implementation is a folder with a peer.yaml; see CONTRIBUTING.md.',
    })
  })
})

function problemsOf(text: string): string[] {
  try {
    parsePeerYaml(text, 'peer.yaml')
    return []
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n')
    throw error
  }
}
