import { expect, test } from 'vitest'
import { axesOf } from './axes.ts'

const ends = { dialer: [], listener: [] }
const ids = ['rust', 'go']

test('a scenario of two ends has none', () => {
  expect([...axesOf({ roles: ends, variants: {} }, ids)]).toEqual([])
})

test('what is in the middle, options and variants, in the order of the table of qualifiers', () => {
  const axes = axesOf(
    {
      roles: { ...ends, relay: [] },
      options: { over: ['ip6', 'dns4'], leg: ['quic-v1'] },
      variants: { plain: {}, certified: { transports: ['webtransport'] } },
    },
    ids,
  )
  expect([...axes].map(([name, { values, unnamed }]) => ({ name, values, unnamed }))).toEqual([
    { name: 'via', values: ['rust', 'go'], unnamed: 'all' },
    { name: 'leg', values: ['quic-v1'], unnamed: 'none' },
    { name: 'over', values: ['ip6', 'dns4'], unnamed: 'none' },
    { name: 'with', values: ['plain', 'certified'], unnamed: 'all' },
  ])
  expect(axes.get('over')?.has('ip6', 'quic-v1')).toBe(true)
  expect(axes.get('via')?.has('rust', 'quic-v1')).toBe(true)
  expect(axes.get('with')?.has('plain', 'quic-v1')).toBe(true)
  expect(axes.get('with')?.has('certified', 'quic-v1')).toBe(false)
  expect(axes.get('with')?.has('certified', 'webtransport')).toBe(true)
})
