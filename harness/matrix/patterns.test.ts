import { describe, expect, test } from 'vitest'
import { UserError } from '../domain/errors.ts'
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
])('%s on %s: %s', (pattern, id, matches) => {
  expect(compilePattern(pattern)(id)).toBe(matches)
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
