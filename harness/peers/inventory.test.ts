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

test('a version need not be quoted', () => {
  const text = whole.replace('[cc, --version],', '[cc, --version], minimum: 1.20,')
  expect(parsePeerYaml(text, 'peer.yaml').build.toolchain[0]?.minimum).toBe('1.20')
})

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
        'peer.yaml:1:7: name is empty; write what it is called',
        'peer.yaml:2:10: command must be a list; write [./peer]',
        "peer.yaml:5:12: sources is empty; write ['src/**']",
        'peer.yaml:7:3: unknown key "sript"; did you mean "script"?',
      ],
    ],
    [
      'what is missing, at what it is missing from',
      'name: p\ncommand: [./p]\nbuild:\n  toolchain: []\n  script: make\n',
      ["peer.yaml:4:3: missing sources; write ['src/**']"],
    ],
    [
      'in a list',
      whole.replace('quic-v1', 'carrier-pigeon'),
      [
        'peer.yaml:13:18: unknown transport "carrier-pigeon"; use one of tcp+noise, tcp+tls, ws+noise, wss+noise, quic-v1, webtransport, webrtc-direct, webrtc',
      ],
    ],
    [
      'a key of a list that is misspelt is not missing too',
      whole.replace('reason:', 'raeson:'),
      ['peer.yaml:13:73: unknown key "raeson"; did you mean "reason"?'],
    ],
    [
      'a program without a name',
      whole.replace('[./peer, --quietly]', "['', --quietly]"),
      ['peer.yaml:3:10: a program is empty; write [./program, argument]'],
    ],
    [
      'a version that is not one',
      whole.replace('[cc, --version],', '[cc, --version], minimum: newest,'),
      ['peer.yaml:9:44: not a version; write it with a dot, such as 1.26'],
    ],
    ['nothing', '', ['peer.yaml:1:1: a peer.yaml is a map; CONTRIBUTING.md shows a whole one']],
    [
      'a key that is there twice',
      `name: other\n${whole}`,
      ['peer.yaml:3:1: "name" is here for the second time, first on line 1; remove or rename one of them'],
    ],
    [
      'not YAML',
      'name: p\n\tcommand: [',
      [
        'peer.yaml:2:1: a tab as indentation; indent with spaces',
        'peer.yaml:2:12: the indentation is wrong here; line it up with its neighbours, or close the bracket before it',
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
      message: 'there is no /nowhere/peer.yaml',
      hint: 'An implementation is a folder with a peer.yaml; CONTRIBUTING.md shows a whole one.',
    })
  })
})

function problemsOf(text: string): string[] {
  try {
    parsePeerYaml(text, 'peer.yaml')
    return []
  } catch (error) {
    if (error instanceof UserError) return error.message.split('\n').slice(1)
    throw error
  }
}
