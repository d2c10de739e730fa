import { describe, expect, test } from 'vitest'
import type { ScenarioShape } from '../domain/scenario.ts'
import { parseMatrix } from './load.ts'
import type { RunEntry } from './matrix.ts'
import { combinations, isIn, planCells } from './planner.ts'

const implementations = `
implementations:
  rust: { folder: rust }
  go: { folder: go }
`
const plan = (text: string) => planCells(parseMatrix(implementations + text, 'matrix.yaml'))
const idsOf = (text: string) => plan(text).map(({ cell }) => cell.id)

describe('planCells', () => {
  test('runs a scenario with all its transports and all implementations', () => {
    expect(idsOf('run: [{ scenario: direct }]')).toHaveLength(7 * 2 * 2)
  })

  test('orders by transport, dialer and listener, whatever the order in the file', () => {
    expect(idsOf('run: [{ scenario: direct, transports: [quic-v1, tcp+noise], dialers: [go, rust] }]')).toEqual([
      'direct/tcp+noise/rust:rust',
      'direct/tcp+noise/rust:go',
      'direct/tcp+noise/go:rust',
      'direct/tcp+noise/go:go',
      'direct/quic-v1/rust:rust',
      'direct/quic-v1/rust:go',
      'direct/quic-v1/go:rust',
      'direct/quic-v1/go:go',
    ])
  })

  test('merges what several entries ask for', () => {
    const text = `
run:
  - { scenario: direct, transports: [quic-v1], listeners: [go] }
  - { scenario: direct, transports: [tcp+tls, quic-v1], dialers: [go] }
`
    expect(idsOf(text)).toEqual([
      'direct/tcp+tls/go:rust',
      'direct/tcp+tls/go:go',
      'direct/quic-v1/rust:go',
      'direct/quic-v1/go:rust',
      'direct/quic-v1/go:go',
    ])
  })

  test('has the first rule that matches decide what is expected', () => {
    const text = `
run: [{ scenario: direct, transports: [quic-v1] }]
expect:
  - { cells: direct/*/rust:go, known-flaky: https://example.org/1, reason: a race }
  - { cells: 'direct/*/rust:*', known-failing: https://example.org/2, stage: dial, reason: a bug }
  - { cells: [direct/*/go:rust], unsupported: by-design, link: https://example.org/3, reason: no way }
`
    expect(plan(text)).toEqual([
      {
        cell: { id: 'direct/quic-v1/rust:rust', ...common, dialer: 'rust', listener: 'rust' },
        expectation: { kind: 'known-failing', issue: 'https://example.org/2', stage: 'dial', reason: 'a bug' },
      },
      {
        cell: { id: 'direct/quic-v1/rust:go', ...common, dialer: 'rust', listener: 'go' },
        expectation: { kind: 'known-flaky', issue: 'https://example.org/1', reason: 'a race' },
      },
      {
        cell: { id: 'direct/quic-v1/go:rust', ...common, dialer: 'go', listener: 'rust' },
        expectation: { kind: 'unsupported', because: 'by-design', link: 'https://example.org/3', reason: 'no way' },
      },
      {
        cell: { id: 'direct/quic-v1/go:go', ...common, dialer: 'go', listener: 'go' },
        expectation: { kind: 'connects' },
      },
    ])
  })
})

const common = { qualifiers: {}, scenario: 'direct', transport: 'quic-v1' } as const

describe('a scenario with something in the middle and variants', () => {
  const shape: ScenarioShape = {
    summary: '',
    transports: ['quic-v1'],
    via: 'relay',
    variants: [{ name: 'a' }, { name: 'b' }],
  }

  test('has a cell for each', () => {
    const texts = combinations(shape, ['rust', 'go']).map(
      ({ dialer, listener, qualifiers }) => `${dialer}:${listener} ${qualifiers.via} ${qualifiers.with}`,
    )
    expect(texts.slice(0, 5)).toEqual([
      'rust:rust rust a',
      'rust:rust rust b',
      'rust:rust go a',
      'rust:rust go b',
      'rust:go rust a',
    ])
    expect(texts).toHaveLength(2 * 2 * 2 * 2)
  })

  test('is run only with what the entry puts in the middle', () => {
    const entry: RunEntry = {
      scenario: 'direct',
      transports: ['quic-v1'],
      dialers: ['rust'],
      listeners: ['rust', 'go'],
      via: ['go'],
    }
    const cells = combinations(shape, ['rust', 'go']).filter((combination) => isIn(entry, combination))
    expect(cells).toEqual([
      { transport: 'quic-v1', dialer: 'rust', listener: 'rust', qualifiers: { via: 'go', with: 'a' } },
      { transport: 'quic-v1', dialer: 'rust', listener: 'rust', qualifiers: { via: 'go', with: 'b' } },
      { transport: 'quic-v1', dialer: 'rust', listener: 'go', qualifiers: { via: 'go', with: 'a' } },
      { transport: 'quic-v1', dialer: 'rust', listener: 'go', qualifiers: { via: 'go', with: 'b' } },
    ])
  })
})
