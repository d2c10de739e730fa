import { describe, expect, test } from 'vitest'
import type { QualifierName } from '../domain/qualifier.ts'
import type { Axes, Axis } from './axes.ts'
import { parseMatrix } from './load.ts'
import type { RunEntry } from './matrix.ts'
import { cellsOfEntry, countCells, planCells } from './planner.ts'

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
  - { cells: direct/*/rust:go, known-flaky: https://example.org/1, stages: [ping], atMost: 0.1, reason: a race }
  - { cells: 'direct/*/rust:*', known-failing: https://example.org/2, stages: [dial], reason: a bug }
  - { cells: [direct/*/go:rust], unsupported: by-design, link: https://example.org/3, reason: no way }
`
    expect(plan(text)).toEqual([
      {
        cell: { id: 'direct/quic-v1/rust:rust', ...common, dialer: 'rust', listener: 'rust' },
        expectation: { kind: 'known-failing', issue: 'https://example.org/2', stages: ['dial'], reason: 'a bug' },
      },
      {
        cell: { id: 'direct/quic-v1/rust:go', ...common, dialer: 'rust', listener: 'go' },
        expectation: {
          kind: 'known-flaky',
          issue: 'https://example.org/1',
          stages: ['ping'],
          atMost: 0.1,
          reason: 'a race',
        },
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
  const axes: Axes = new Map<QualifierName, Axis>([
    ['via', { values: ['rust', 'go'], unnamed: 'all', has: () => true }],
    [
      'with',
      { values: ['a', 'b'], unnamed: 'all', has: (value, transport) => value === 'a' || transport === 'quic-v1' },
    ],
  ])
  const entry: RunEntry = {
    scenario: 'direct',
    transports: ['tcp+noise', 'quic-v1'],
    dialers: ['rust'],
    listeners: ['rust', 'go'],
    qualifiers: { via: ['go'], with: ['a', 'b'] },
  }

  test('has a cell for each combination that there is over a transport', () => {
    expect(cellsOfEntry(entry, axes).map(({ id }) => id)).toEqual([
      'direct/tcp+noise/rust:rust/via:go/with:a',
      'direct/tcp+noise/rust:go/via:go/with:a',
      'direct/quic-v1/rust:rust/via:go/with:a',
      'direct/quic-v1/rust:rust/via:go/with:b',
      'direct/quic-v1/rust:go/via:go/with:a',
      'direct/quic-v1/rust:go/via:go/with:b',
    ])
  })

  test('a qualifier that the entry does not have, its cells do not have', () => {
    const qualified = new Map([
      ...axes,
      ['over', { values: ['ip6', 'dns4'], unnamed: 'none', has: () => true }],
    ] as const)
    const ids = (over: Partial<RunEntry['qualifiers']>) =>
      cellsOfEntry({ ...entry, transports: ['quic-v1'], listeners: ['go'], qualifiers: over }, qualified).map(
        ({ id }) => id,
      )
    expect(ids({})).toEqual(['direct/quic-v1/rust:go'])
    expect(ids({ with: ['b'], over: ['ip6', 'dns4'] })).toEqual([
      'direct/quic-v1/rust:go/over:ip6/with:b',
      'direct/quic-v1/rust:go/over:dns4/with:b',
    ])
  })

  test('is counted before it is made', () => {
    expect(countCells(entry)).toBe(2 * 1 * 2 * 1 * 2)
  })
})

test('cells stand in the order of the table of qualifiers, and of what each can be', () => {
  const text = `
run:
  - { scenario: limits, dialers: [rust], listeners: [go], via: [go, rust], with: [duration, data] }
`
  expect(idsOf(text)).toEqual([
    'limits/tcp+noise/rust:go/via:rust/with:data',
    'limits/tcp+noise/rust:go/via:rust/with:duration',
    'limits/tcp+noise/rust:go/via:go/with:data',
    'limits/tcp+noise/rust:go/via:go/with:duration',
  ])
})

test('scenarios stand in the order of the file, each with the cells of its own entries', () => {
  const text = `
run:
  - { scenario: limits, dialers: [rust], listeners: [go], via: [go], with: [data] }
  - { scenario: direct, transports: [quic-v1], dialers: [rust], listeners: [go] }
  - { scenario: limits, dialers: [go], listeners: [rust], via: [rust], with: [data] }
`
  expect(idsOf(text)).toEqual([
    'limits/tcp+noise/rust:go/via:go/with:data',
    'limits/tcp+noise/go:rust/via:rust/with:data',
    'direct/quic-v1/rust:go',
  ])
})

test('implementations stand in the order of the file, also when they are called by numbers', () => {
  const text = 'implementations: { 2: { folder: a }, b: { folder: b }, 1: { folder: c } }\n'
  const cells = planCells(parseMatrix(`${text}run: [{ scenario: direct, transports: [quic-v1], listeners: [b] }]`, 'm'))
  expect(cells.map(({ cell }) => cell.dialer)).toEqual(['2', 'b', '1'])
})
