import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UserError } from '../domain/errors.ts'
import { stopwatch } from '../yaml/cpu-time.fixture.ts'
import { loadMatrix, parseMatrix } from './load.ts'

const whole = `
implementations:
  rust: { folder: impls/rust }
  mine@0.50: { command: [./my-peer, --port, 1] }
run:
  - scenario: direct
    transports: [quic-v1]
    dialers: [rust]
expect:
  - cells: direct/quic-v1/rust:mine@0.50
    known-flaky: https://example.org/1
    stages: [identify, ping]
    atMost: 0.25
    message: reset
    reason: no
`

describe('a good file', () => {
  test('is read with its defaults filled in and its paths resolved', () => {
    expect(parseMatrix(whole, 'matrix.yaml', '/repo')).toEqual({
      file: 'matrix.yaml',
      implementations: [
        {
          id: 'rust',
          place: { file: 'matrix.yaml', line: 3, column: 3 },
          source: { kind: 'folder', folder: '/repo/impls/rust' },
        },
        {
          id: 'mine@0.50',
          place: { file: 'matrix.yaml', line: 4, column: 3 },
          source: { kind: 'command', command: ['./my-peer', '--port', '1'], folder: '/repo' },
        },
      ],
      run: [
        {
          scenario: 'direct',
          transports: ['quic-v1'],
          dialers: ['rust'],
          listeners: ['rust', 'mine@0.50'],
          qualifiers: {},
        },
      ],
      expect: [
        {
          place: { file: 'matrix.yaml', line: 10, column: 5 },
          patterns: [
            { pattern: 'direct/quic-v1/rust:mine@0.50', place: { file: 'matrix.yaml', line: 10, column: 12 } },
          ],
          expectation: {
            kind: 'known-flaky',
            issue: 'https://example.org/1',
            stages: ['identify', 'ping'],
            message: 'reset',
            atMost: 0.25,
            reason: 'no',
          },
        },
      ],
    })
  })

  test('needs no expectations', () => {
    expect(
      parseMatrix('implementations: { go: { folder: go } }\nrun: [{ scenario: direct }]', 'm.yaml').expect,
    ).toEqual([])
  })

  test('may have anchors, Windows line ends and a byte order mark', () => {
    const text =
      '\uFEFFimplementations: { go: { folder: go }, js: { folder: js } }\r\n' +
      'run:\r\n' +
      '  - { scenario: direct, transports: [quic-v1], dialers: &both [go, js], listeners: *both }\r\n'
    expect(parseMatrix(text, 'm.yaml').run[0]?.listeners).toEqual(['go', 'js'])
  })
})

/** The problems that a text is refused for. */
function problemsOf(text: string): string[] {
  const [heading, ...lines] = failure(() => parseMatrix(text, 'matrix.yaml')).message.split('\n')
  expect(heading).toBe(lines.length === 1 ? 'matrix.yaml has a problem:' : `matrix.yaml has ${lines.length} problems:`)
  return lines.map((line) => line.replace(/^matrix\.yaml:/, ''))
}

function failure(act: () => unknown): UserError {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('a reason is one line, however it is written', () => {
  const text = whole.replace('reason: no', 'reason: |\n      two\n      lines\tand a tab')
  expect(parseMatrix(text, 'm.yaml').expect[0]?.expectation).toMatchObject({ reason: 'two lines and a tab' })
})

test.each([
  ['{ image: peer:1 }', { kind: 'image', image: 'peer:1', command: [], folder: '/repo' }],
  [
    '{ image: peer:1, command: [/peer, -v] }',
    { kind: 'image', image: 'peer:1', command: ['/peer', '-v'], folder: '/repo' },
  ],
])('an image, with its own command or with another: %s', (source, read) => {
  const text = `implementations: { x: ${source} }\nrun: [{ scenario: direct }]`
  const [implementation] = parseMatrix(text, 'matrix.yaml', '/repo').implementations
  expect(implementation?.source).toEqual(read)
})

test('arguments of a command are taken as they are written', () => {
  const text = "implementations: { x: { command: [./peer, '', ' two ', 1] } }\nrun: [{ scenario: direct }]"
  const [implementation] = parseMatrix(text, 'm.yaml').implementations
  expect(implementation?.source).toMatchObject({ command: ['./peer', '', ' two ', '1'] })
})

test('all problems are reported at once, with their places and the fix, in the order of the file', () => {
  const text = `implementations:
  rust: { foldr: impls/rust }
run:
  - scenario: direct
    transports: [tpc+noise]
    dialers: [zig]
expect:
  - cells: direct/**
    known-failing: http://example.org/1
    stages: [dial]
`
  const { message, hint } = failure(() => parseMatrix(text, 'some/matrix.yaml'))
  expect(message).toBe(`some/matrix.yaml has 5 problems:
some/matrix.yaml:2:11: unknown key "foldr"; did you mean "folder"?
some/matrix.yaml:5:18: unknown transport "tpc+noise"; did you mean "tcp+noise"?
some/matrix.yaml:6:15: unknown implementation "zig"; use one of rust
some/matrix.yaml:8:5: missing reason; say in a sentence why
some/matrix.yaml:9:20: "http://example.org/1" is not a link; give the https:// address of the upstream issue, or a section such as docs/upstream.md#its-heading`)
  expect(hint).toBe('docs/matrix-file.md describes the format.')
})

describe('the file as a whole', () => {
  test.each(['', '# nothing yet\n', 'direct', '- direct'])('%j', (text) => {
    expect(problemsOf(text)).toEqual(['1:1: a matrix file is a map; give it implementations and run'])
  })

  test('a misspelt key is not missing too', () => {
    expect(problemsOf('implementations: { go: { folder: go } }\nrnu: []\n')).toEqual([
      '2:1: unknown key "rnu"; did you mean "run"?',
    ])
  })

  test('missing parts', () => {
    expect(problemsOf('\nexpects: []\nruns: []')).toEqual([
      '2:1: unknown key "expects"; did you mean "expect"?',
      '2:1: missing implementations; name some, such as rust: { folder: impls/rust }',
      '3:1: unknown key "runs"; did you mean "run"?',
    ])
    expect(problemsOf('implementations: { go: { folder: go } }')).toEqual([
      '1:1: missing run; say what to run, such as - scenario: direct',
    ])
  })

  test('empty parts', () => {
    expect(problemsOf('implementations: {}\nrun: []\nexpect:\n')).toEqual([
      '1:18: implementations must be a map that is not empty; write some: { folder: impls/some }, { command: [./some-peer] }, or { image: some-peer:1 }',
      '2:6: run must be a list that is not empty; write - scenario: direct',
      '3:8: expect must be a list that is not empty; add a rule, or remove expect',
    ])
  })
})

describe('implementations', () => {
  const problemsWith = (entries: string) => problemsOf(`run: [{ scenario: direct }]\nimplementations:\n${entries}`)
  const aSource = '{ folder: impls/some }, { command: [./some-peer] }, or { image: some-peer:1 }'

  test.each([
    ['  x:', `3:5: an implementation is a map; write ${aSource}`],
    ['  x: impls/x', `3:6: an implementation is a map; write ${aSource}`],
    ['  x: {}', `3:6: an implementation needs a folder, a command or an image; write ${aSource}`],
    ['  x: { folder: x, command: [y] }', `3:6: both folder and command; write ${aSource}`],
    ['  x: { folder: x, image: y }', `3:6: both folder and image; write ${aSource}`],
    ['  x: { image: }', '3:15: image is empty; name an image as the container engine does, such as some-peer:1'],
    ["  x: { image: y, command: [''] }", '3:28: a program is empty; write [./program, argument]'],
    ['  x: { folder: }', '3:16: folder is empty; name a folder that has a peer.yaml'],
    ['  x: { folder: [x] }', '3:16: folder must be text; name a folder that has a peer.yaml'],
    ['  x: { command: ./peer }', '3:17: command must be a list; write [./peer]'],
    ['  x: { command: }', '3:17: command must be a list; write [./program, argument]'],
    ['  x: { command: [] }', '3:17: command is empty; write [./program, argument]'],
    ["  x: { command: [''] }", '3:18: a program is empty; write [./program, argument]'],
    ['  x: { command: [./peer, [y]] }', '3:26: an argument must be text; write it, or remove it'],
    ['  x: { folder: x, port: 1 }', '3:19: unknown key "port"; use one of folder, command, image'],
  ])('%s', (entry, problem) => {
    expect(problemsWith(entry)).toEqual([problem])
  })

  test('one too long for cell ids', () => {
    expect(problemsWith(`  ${'x'.repeat(301)}: { folder: x }`)).toEqual([
      '3:3: a name of 301 letters is too long for cell ids; use 300 at most',
    ])
  })

  test.each(['Rust', 'a/b', 'a:b', 'a*', '-x', 'ä', 'a b', '__proto__'])('the id %s', (id) => {
    expect(problemsWith(`  ${id}: { folder: x }`)).toEqual([
      `3:3: "${id}" would break cell ids; start with a-z or 0-9, and go on with a-z 0-9 . @ + _ -`,
    ])
  })

  test('one that is named twice', () => {
    expect(problemsWith('  go: { folder: a }\n  js: { folder: b }\n  go: { folder: c }')).toEqual([
      '5:3: "go" is here for the second time, first on line 3; remove or rename one of them',
    ])
  })
})

describe('run', () => {
  const problemsWith = (entry: string) =>
    problemsOf(`implementations: { rust: { folder: x }, go: { folder: x } }\nrun:\n  ${entry}`)

  test.each([
    ['- direct', '3:5: an entry of run is a map; write - scenario: direct'],
    [
      '- transports: [quic-v1]',
      '3:5: missing scenario; use one of direct, relayed, webrtc, gossip, limits, refused, hole-punch',
    ],
    ['- scenario:', '3:14: missing scenario; use one of direct, relayed, webrtc, gossip, limits, refused, hole-punch'],
    ['- scenario: dierct', '3:15: unknown scenario "dierct"; did you mean "direct"?'],
    ['- { scenario: direct, dialer: [go] }', '3:25: unknown key "dialer"; did you mean "dialers"?'],
    ['- { scenario: direct, dialers: [] }', '3:34: dialers is empty; name at least one, or leave the key out for all'],
    ['- { scenario: direct, listeners: go }', '3:36: listeners must be a list; write [go]'],
    ['- { scenario: direct, listeners: [go, rsut] }', '3:41: unknown implementation "rsut"; did you mean "rust"?'],
    ['- { scenario: direct, listeners: [zig] }', '3:37: unknown implementation "zig"; use one of rust, go'],
    ['- { scenario: direct, listeners: [[go]] }', '3:37: implementation must be text; use one of rust, go'],
    ['- { scenario: direct, transports: [quic] }', '3:38: unknown transport "quic"; did you mean "quic-v1"?'],
    [
      '- { scenario: direct, transports: [webrtc] }',
      '3:38: not a transport of this scenario; use one of tcp+noise, tcp+tls, ws+noise, wss+noise, quic-v1, webtransport, webrtc-direct',
    ],
    ['- { scenario: direct, via: [go] }', '3:30: cells of this scenario have no via; remove it'],
  ])('%s', (entry, problem) => {
    expect(problemsWith(entry)).toEqual([problem])
  })

  test('an entry with an unknown scenario is looked through all the same', () => {
    expect(problemsWith('- { scenario: relyd, transports: [tcp], dialers: [og], via: [jo] }')).toEqual([
      '3:17: unknown scenario "relyd"; did you mean "relayed"?',
      '3:37: unknown transport "tcp"; did you mean "tcp+tls"?',
      '3:53: unknown implementation "og"; did you mean "go"?',
      '3:64: unknown implementation "jo"; did you mean "go"?',
    ])
  })

  test('an implementation that is wrong in itself is known all the same', () => {
    const text = 'implementations: { go: {} }\nrun: [{ scenario: direct, dialers: [go] }]'
    expect(problemsOf(text)).toEqual([
      '1:24: an implementation needs a folder, a command or an image; write { folder: impls/some }, { command: [./some-peer] }, or { image: some-peer:1 }',
    ])
  })
})

describe('expect', () => {
  const problemsWith = (...rules: string[]) =>
    problemsOf(
      'implementations: { rust: { folder: x }, go: { folder: x } }\nrun: [{ scenario: direct }]\nexpect:\n' +
        rules.map((rule) => `  - ${rule}\n`).join(''),
    )
  const flaky = 'known-flaky: https://example.org/1, reason: a race, stages: [dial], atMost: 0.5'

  test.each([
    ['direct/**', '4:5: a rule is a map; write - { cells: …, known-failing: https://…, stages: [dial], reason: … }'],
    [`{ ${flaky} }`, '4:5: missing cells; write a pattern such as direct/*/go:*'],
    [`{ cells: [], ${flaky} }`, '4:14: cells is empty; write a pattern such as direct/*/go:*'],
    [`{ cells: '', ${flaky} }`, '4:14: a pattern is empty; write a pattern such as direct/*/go:*'],
    [`{ cells: ['**', ''], ${flaky} }`, '4:21: a pattern is empty; write a pattern such as direct/*/go:*'],
    ["{ cells: '**', known-failing: https://a.org, stages: [dial] }", '4:5: missing reason; say in a sentence why'],
    [
      "{ cells: '**', known-failing: https://a.org, stages: [dial], reason: }",
      '4:74: reason is empty; say in a sentence why',
    ],
    [
      "{ cells: '**', reason: x }",
      '4:5: no expectation; keep exactly one of unsupported, known-partial, known-flaky, known-failing',
    ],
    [
      "{ cells: '**', reason: x, known-flaky: https://a.org, known-failing: https://a.org }",
      '4:5: more than one expectation; keep exactly one of unsupported, known-partial, known-flaky, known-failing',
    ],
    [
      "{ cells: '**', reason: x, known-flakey: https://a.org }",
      '4:31: unknown key "known-flakey"; did you mean "known-flaky"?',
    ],
    [
      "{ cells: '**', reason: x, known-failing: '#12', stages: [dial] }",
      '4:46: "#12" is not a link; give the https:// address of the upstream issue, or a section such as docs/upstream.md#its-heading',
    ],
    [
      "{ cells: '**', reason: x, known-failing: , stages: [dial] }",
      '4:46: known-failing is empty; give the https:// address of the upstream issue, or a section such as docs/upstream.md#its-heading',
    ],
    [
      "{ cells: '**', reason: x, unsupported: by-design }",
      '4:5: missing link; give the https:// address of the upstream issue, or a section such as docs/upstream.md#its-heading',
    ],
    [
      "{ cells: '**', reason: x, unsupported: yes, link: https://a.org }",
      '4:44: unknown kind of unsupported "yes"; use one of by-design, not-implemented',
    ],
    [
      "{ cells: '**', reason: x, unsupported: , link: https://a.org }",
      '4:44: missing kind of unsupported; use one of by-design, not-implemented',
    ],
    [
      "{ cells: '**', reason: x, known-failing: https://a.org, stage: [dial] }",
      '4:61: unknown key "stage"; did you mean "stages"?',
    ],
    [
      `{ cells: '**', ${flaky}, link: https://a.org }`,
      '4:101: unknown key "link"; use one of cells, reason, known-flaky, stages, message, atMost',
    ],
  ])('%s', (rule, problem) => {
    expect(problemsWith(rule)).toEqual([problem])
  })

  test('a pattern that matches no cell', () => {
    expect(problemsWith(`{ cells: [direct/quic/go:*, direct/tcp+tls/go:go], ${flaky} }`)).toEqual([
      '4:15: "direct/quic/go:*" matches no cell; did you mean direct/quic-v1/go:*?',
    ])
  })

  test('a rule for a stage that none of its cells gets to', () => {
    const rule = '{ cells: direct/**, known-failing: https://a.org, reason: a race, stages: [dial, cut] }'
    expect(problemsWith(rule)).toEqual([
      '4:5: no cell of this rule gets to cut; name one of evidence, subscribe, dial, connection, identify, ping, gossip, direct-message',
    ])
  })

  test('a rule that comes after others that decide all its cells', () => {
    const problems = problemsWith(
      `{ cells: direct/*/go:go, ${flaky} }`,
      `{ cells: direct/tcp+tls/**, ${flaky} }`,
      `{ cells: direct/quic-v1/go:go, ${flaky} }`,
      `{ cells: [direct/tcp+tls/rust:go, direct/quic-v1/go:go], ${flaky} }`,
      `{ cells: direct/quic-v1/go:*, ${flaky} }`,
    )
    expect(problems).toEqual([
      '6:5: every cell of this rule is already decided by the rule on line 4; move it up, or remove it',
      '7:5: every cell of this rule is already decided by the rules on lines 4 and 5; move it up, or remove it',
    ])
  })

  test('no rule is compared with cells that are in doubt', () => {
    const text = `implementations: { go: { folder: x } }
run: [{ scenario: direct, transports: [quic] }]
expect: [{ cells: direct/quic-v1/go:go, ${flaky} }]`
    expect(problemsOf(text)).toEqual(['2:40: unknown transport "quic"; did you mean "quic-v1"?'])
  })
})

describe('YAML', () => {
  test.each([
    ['cells: **', '1:8: ** is an alias to YAML; put quotes around a pattern that starts with a star'],
    ['- [*/go:go, x]', '1:4: */go:go is an alias to YAML; put quotes around a pattern that starts with a star'],
    ['reason: it is: so', '1:9: a colon within plain text; put quotes around the text'],
    ['run:\n\t- scenario: direct', '2:1: a tab as indentation; indent with spaces'],
    [
      'run:\n  - scenario: direct\n expect: []',
      '3:1: the indentation is wrong here; line it up with its neighbours, or close the bracket before it',
    ],
    [
      'run: [\nexpect: []',
      '2:1: the indentation is wrong here; line it up with its neighbours, or close the bracket before it',
    ],
    [
      'run: [{ dialers: [go,\n',
      '2:1: the indentation is wrong here; line it up with its neighbours, or close the bracket before it',
    ],
    ['reason: "open', '1:14: a quote or bracket is never closed; close it'],
    ['reason: `x`', '1:9: plain text cannot start with this character; put quotes around it'],
    ['reason: !x y', '1:9: a YAML tag; remove it, or put quotes around text that starts with an exclamation mark'],
    ['run: []\n---\nrun: []', '2:1: a second YAML document starts here; remove this line'],
    ['reason: "\\q"', '1:10: invalid escape sequence \\q; fix the YAML here'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  test('what is broken is reported once, without what follows from it', () => {
    expect(problemsOf('- a\nrun: c\nrun: d')).toEqual([
      '2:1: this does not continue what stands before it; check indentation, quotes and brackets',
    ])
  })

  test('nothing is said about the meaning of a text that can not be read', () => {
    expect(problemsOf('rnu:\n  - a: b: c\n  - `d`')).toEqual([
      '2:8: a colon within plain text; put quotes around the text',
      '3:5: plain text cannot start with this character; put quotes around it',
    ])
  })

  test('a repeated key is reported together with all else', () => {
    expect(problemsOf('run: []\nrun: [{ scenario: direct }]')).toEqual([
      '1:1: missing implementations; name some, such as rust: { folder: impls/rust }',
      '2:1: "run" is here for the second time, first on line 1; remove or rename one of them',
    ])
  })

  test('an anchor within itself', () => {
    expect(problemsOf('run: &x [*x]\nimplementations: { go: { folder: go } }')).toEqual([
      '1:10: an alias of what it is a part of; write out what is meant',
    ])
  })
})

describe('what is too much', () => {
  const start = 'implementations: { go: { folder: go } }\n'
  const many = (count: number, item: (index: number) => string) => Array.from({ length: count }, (_, i) => item(i))
  const thousand = `implementations: { ${many(1_000, (i) => `i${i}: { folder: x }`).join(', ')} }\n`
  const laughs = many(9, (i) => `l${i + 1}: &l${i + 1} [${many(9, () => `*l${i}`).join(', ')}]`).join('\n')

  test.each([
    [
      '1,000 implementations in every triple',
      `${thousand}run: [{ scenario: gossip }]`,
      '2:6: this asks for 1,000,000,000 cells, and at most 100,000 can be planned; name fewer transports or implementations',
    ],
    [
      'more patterns than can be matched',
      `${start}run: [{ scenario: direct }]\nexpect: [{ cells: [${many(10_000, () => "'**'").join(', ')}], known-failing: https://a.org, stages: [dial], reason: x }]`.replace(
        'go: {',
        `${many(12, (i) => `g${i}: { folder: x }`).join(', ')}, go: {`,
      ),
      '3:9: 10,000 patterns, where 1,183 cells can have at most 8,453; write wider ones',
    ],
    [
      'a billion laughs',
      `l0: &l0 ha\n${laughs}`,
      '7:9: with its aliases this comes to more than 200,000 values; use fewer of them',
    ],
    ['many brackets', '['.repeat(20_000), '1:33: nested more than 32 deep; write it flatter'],
    ['brackets that are closed', '['.repeat(100) + ']'.repeat(100), '1:33: nested more than 32 deep; write it flatter'],
    ['dashes', '- '.repeat(20_000), '1:65: nested more than 32 deep; write it flatter'],
  ])('%s', (_, text, problem) => {
    const spent = stopwatch()
    expect(problemsOf(text)).toEqual([problem])
    expect(spent()).toBeLessThan(1_000)
  })

  test('wrong names: the first are shown, and the number of the others', () => {
    const names = many(5_000, (i) => `n${i}x`).join(', ')
    const spent = stopwatch()
    const { message } = failure(() => parseMatrix(`${thousand}run: [{ scenario: direct, dialers: [${names}] }]`, 'm'))
    const lines = message.split('\n')
    expect(lines).toHaveLength(27)
    expect(lines[0]).toBe('m has 5000 problems:')
    expect(lines[26]).toBe('and 4975 more')
    expect(spent()).toBeLessThan(2_000)
  })

  test('an alias in each of 200 entries is not', () => {
    const entries = many(200, () => '  - { scenario: direct, dialers: *d, listeners: *d }').join('\n')
    const { run } = parseMatrix(`${start}run:\n  - { scenario: direct, dialers: &d [go] }\n${entries}`, 'm.yaml')
    expect(run).toHaveLength(201)
    expect(run.at(-1)?.listeners).toEqual(['go'])
  })
})

describe('what YAML allows and this file does not', () => {
  test.each([
    ['a: &x b\nc: &x [*x]', '2:8: an alias of what it is a part of; write out what is meant'],
    ['? { a: b }\n: c', '1:3: a key must be a name; write one before the colon'],
    ['[x, y]: c', '1:1: a key must be a name; write one before the colon'],
    ['a: &k b\n*k : c', '2:1: a key must be a name; write one before the colon'],
    ['"r\\0n": []', '1:1: the character \\u{0} has no use here; remove it'],
    ['run: ["\\e[31m"]', '1:7: the character \\u{1b} has no use here; remove it'],
    ['run: [\u0007x]', '1:7: the character \\u{7} has no use here; remove it'],
    ['run: "\\u202Etxt"', '1:6: the character \\u{202e} has no use here; remove it'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })
})

describe('loadMatrix', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'matrix-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('reads a file; its paths are relative to its folder', async () => {
    await writeFile(path.join(folder, 'good.yaml'), whole)
    const { file, implementations } = await loadMatrix('good.yaml', folder)
    expect(file).toBe('good.yaml')
    expect(implementations.map(({ source }) => source.folder)).toEqual([path.join(folder, 'impls/rust'), folder])
  })

  test('names a file that is not there as the user did', async () => {
    await expect(loadMatrix('nothing.yaml', folder)).rejects.toThrow(
      new UserError('there is no nothing.yaml', { hint: 'Say where the matrix is with --matrix FILE.' }),
    )
  })

  test.each([
    ['more than 256 KiB', Buffer.alloc(256 * 1024 + 1, '#'), 'f.yaml:1:1: this file is larger than 256 KiB'],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x61, 0x0a, 0x62, 0xff]),
      'f.yaml:2:2: not UTF-8; save the file as UTF-8',
    ],
  ])('refuses %s', async (_, content, message) => {
    await writeFile(path.join(folder, 'f.yaml'), content)
    await expect(loadMatrix('f.yaml', folder)).rejects.toThrow(message)
  })

  test('refuses a device', async () => {
    await expect(loadMatrix('/dev/zero', folder)).rejects.toThrow('/dev/zero is not a file')
  })

  test('says why a file can not be read', async () => {
    await expect(loadMatrix('.', folder)).rejects.toThrow(
      new UserError('. is not a file', {
        hint: 'Say where the matrix is with --matrix FILE.',
      }),
    )
  })
})
