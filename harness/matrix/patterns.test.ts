import { describe, expect, test } from 'vitest'
import { UserError } from '../domain/errors.ts'
import { stopwatch } from '../yaml/cpu-time.fixture.ts'
import { compilePattern } from './glob.ts'
import { parseMatrix } from './load.ts'
import { selectCells } from './patterns.ts'
import { planCells } from './planner.ts'

const matrix = parseMatrix(
  `
implementations:
  rust: { folder: rust }
  go: { folder: go }
  js: { folder: js }
run:
  - scenario: direct
`,
  'matrix.yaml',
)
const planned = planCells(matrix)

test.each([
  ['direct/quic-v1/rust:go', 'direct/quic-v1/rust:go', true],
  ['direct/quic-v1/rust:*', 'direct/quic-v1/rust:go', true],
  ['direct/quic-v1/*', 'direct/quic-v1/rust:go', true],
  ['direct/*/rust:go', 'direct/quic-v1/rust:go', true],
  ['direct/*/rust:go', 'direct/tcp+noise/rust:go', true],
  ['direct/*+noise/*:go', 'direct/wss+noise/rust:go', true],
  ['**', 'direct/quic-v1/rust:go', true],
  ['direct/**', 'direct/quic-v1/rust:go', true],
  ['**/via:rust', 'direct/quic-v1/go:js/via:rust', true],
  ['direct/**:js/**', 'direct/quic-v1/go:js/via:rust', true],
  ['direct/*/*', 'direct/quic-v1/go:js/via:rust', false],
  ['direct/*', 'direct/quic-v1/rust:go', false],
  ['direct', 'direct/quic-v1/rust:go', false],
  ['direct/**', 'direct', false],
  ['quic-v1', 'direct/quic-v1/rust:go', false],
  ['direct/quic-v1/rust:g', 'direct/quic-v1/rust:go', false],
  ['direct/tcp+noise/go:go', 'direct/tcpnoise/go:go', false],
  ['direct/tcp.noise/go:go', 'direct/tcp+noise/go:go', false],
  ['direct/quic-v1/(rust|go):go', 'direct/quic-v1/rust:go', false],
  ['*:*:*', 'direct', false],
  ['***/***:go***', 'direct/quic-v1/rust:go', true],
  // The first place where a piece fits need not be the right one.
  ['**/a*b', 'a/ab/acb', true],
  ['*a/*', 'aa/a', true],
  ['*a', 'ab/a', false],
  ['**ab*', 'ab/ab/c', false],
  ['a**a', 'a', false],
])('%s on %s: %s', (pattern, id, matches) => {
  expect(compilePattern(pattern)(id)).toBe(matches)
})

describe('no pattern is too much', () => {
  const id = 'direct/webrtc-direct/chromium:firefox/via:rust/with:wrong-certhash'
  test.each([
    ['60 stars', `${'*'.repeat(60)}z`],
    ['stars and letters', '*r'.repeat(60_000)],
    ['pairs of stars and letters', '**e'.repeat(60_000)],
    ['stars and slashes', '*/**/'.repeat(30_000)],
    ['letters', 'x'.repeat(120_000)],
    ['brackets', '(a+)+[['.repeat(20_000)],
  ])('%s', (_, pattern) => {
    const spent = stopwatch()
    const matches = compilePattern(pattern)
    for (let times = 0; times < 100; times++) expect(matches(id)).toBe(false)
    expect(spent()).toBeLessThan(500)
  })

  test.each([
    ['ten thousand', Array.from({ length: 10_000 }, (_, index) => `direct/quic-v1/rust:go${index}`)],
    ['ten thousand that begin with stars', Array.from({ length: 10_000 }, (_, index) => `**/nothing:${index}`)],
    ['a name of 5,000 letters', [`direct/quic-v1/${'x'.repeat(5_000)}:go`]],
    ['120 kB', [`**/${'x'.repeat(60_000)}:${'*y'.repeat(30_000)}`]],
    ['10,000 parts', ['a/'.repeat(10_000)]],
  ])('refused in a moment, in few words: %s', (_, patterns) => {
    const spent = stopwatch()
    const { message } = failure(() => selectCells(planned, patterns))
    expect(spent()).toBeLessThan(1_000)
    expect(message.length).toBeLessThan(3_000)
  })
})

describe('selectCells', () => {
  const idsOf = (...patterns: string[]) => selectCells(planned, patterns).map(({ cell }) => cell.id)

  test('takes everything where there is no pattern', () => {
    expect(selectCells(planned, [])).toEqual(planned)
  })

  test('takes what any of the patterns matches, once, in the order of the plan', () => {
    expect(idsOf('direct/quic-v1/go:js', 'direct/*/go:js', 'direct/tcp+tls/rust:rust')).toEqual([
      'direct/tcp+noise/go:js',
      'direct/tcp+tls/rust:rust',
      'direct/tcp+tls/go:js',
      'direct/ws+noise/go:js',
      'direct/wss+noise/go:js',
      'direct/quic-v1/go:js',
      'direct/webtransport/go:js',
      'direct/webrtc-direct/go:js',
    ])
  })

  test('refuses patterns that match nothing, all of them at once', () => {
    expect(failure(() => idsOf('direct/quic-v1/go:go', 'direct', 'foo'))).toEqual({
      message:
        '"direct" matches no cell; did you mean direct/**?\n' +
        '"foo" matches no cell; cells are named like direct/tcp+noise/rust:rust',
      hint: './connectivity plan lists every cell.',
    })
  })

  test('names ten at most, and the number of the others', () => {
    const { message } = failure(() => idsOf(...Array.from({ length: 13 }, (_, index) => `nothing/${index}`)))
    const lines = message.split('\n')
    expect(lines).toHaveLength(11)
    expect(lines[9]).toMatch(/^"nothing\/9" matches no cell; /)
    expect(lines[10]).toBe('and 3 more that match no cell')
  })

  test('shows what controls a terminal instead of obeying it', () => {
    expect(failure(() => idsOf('\u001B[2J\u202E')).message).toBe(
      '"\\u{1b}[2J\\u{202e}" matches no cell; cells are named like direct/tcp+noise/rust:rust',
    )
  })

  test.each([
    // A part that is nowhere near: the cells that agree in the others, the nearest names first.
    [
      'direct/nothing/go:go',
      'direct/tcp+tls/go:go, direct/ws+noise/go:go, direct/quic-v1/go:go, direct/tcp+noise/go:go or direct/wss+noise/go:go',
    ],
    ['direct/*/firefox:*', 'direct/*/rust:*, direct/*/go:* or direct/*/js:*'],
    // Misspelt.
    ['driect/quic/rsut:go', 'direct/quic-v1/rust:go'],
    ['Direct/quic-v1/go:go', 'direct/quic-v1/go:go'],
    ['direct/webtransprt/rust:*', 'direct/webtransport/rust:*'],
    ['direct/tcp/go:rust', 'direct/tcp+tls/go:rust or direct/tcp+noise/go:rust'],
    ['direct/quic-v1/go-rust', 'direct/quic-v1/go:rust or direct/quic-v1/js:rust'],
    // Parts left out, too many, or in the wrong place.
    ['quic-v1', '**/quic-v1/**'],
    ['rust:go', '**/rust:go'],
    ['direct/rust:go', 'direct/**/rust:go'],
    ['direct/quic', 'direct/quic-v1/**'],
    ['/direct/quic-v1/rust:go/', 'direct/quic-v1/rust:go'],
    ['**/quic-v1', '**/quic-v1/**'],
    ['direct/quic-v1/go:go/via:rust', 'direct/quic-v1/go:go'],
  ])('names the near misses of %s', (pattern, near) => {
    expect(failure(() => idsOf(pattern)).message).toBe(`"${pattern}" matches no cell; did you mean ${near}?`)
  })

  test('finds them among very many cells', () => {
    const names = Array.from({ length: 12 }, (_, index) => `i${String.fromCharCode(97 + index)}`)
    const many = `implementations: { ${names.map((name) => `${name}: { folder: x }`).join(', ')}, last: { folder: x } }`
    const cells = planCells(parseMatrix(`${many}\nrun: [{ scenario: direct }]`, 'matrix.yaml'))
    expect(cells.length).toBeGreaterThan(1_000)
    const near = failure(() => selectCells(cells, ['direct/webtranport/last:last'])).message
    expect(near).toBe('"direct/webtranport/last:last" matches no cell; did you mean direct/webtransport/last:last?')
  })

  test.each([
    ['twelve parts are looked at', 'x/'.repeat(10), true],
    ['thirteen are not', 'x/'.repeat(11), false],
    ['300 letters are looked at', `${'x'.repeat(299 - 'quic-v1/rust:go'.length)}/`, true],
    ['301 are not', `${'x'.repeat(300 - 'quic-v1/rust:go'.length)}/`, false],
  ])('%s', (_, before, looked) => {
    const pattern = `${before}quic-v1/rust:go`
    expect(failure(() => idsOf(pattern)).message.includes('did you mean')).toBe(looked)
  })

  test('is quick about a pattern of very many parts', () => {
    const pattern = Array.from({ length: 200 }, () => 'x').join('/')
    expect(failure(() => idsOf(pattern)).message).toContain('cells are named like')
  })

  test.each(['', '/', 'foo', 'relay/**'])('names an example where %j is near nothing', (pattern) => {
    expect(failure(() => idsOf(pattern)).message).toBe(
      `"${pattern}" matches no cell; cells are named like direct/tcp+noise/rust:rust`,
    )
  })
})

function failure(act: () => unknown): { message: string; hint: string | undefined } {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('nothing was thrown')
}
