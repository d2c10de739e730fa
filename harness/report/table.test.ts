import { expect, test } from 'vitest'
import { connected, eventsOf, failedAt, planned, result, resultsOf } from './sample.fixture.ts'
import { connectivityTable } from './table.ts'

test('implementations stand in the same order everywhere, and pairs that were not planned are empty', () => {
  const { cells } = resultsOf(
    eventsOf([
      result(planned({ dialer: 'rust', listener: 'rust' }), connected),
      result(planned({ dialer: 'go', listener: 'rust' }), failedAt('dial')),
      result(planned({ dialer: 'go', listener: 'go' }), connected),
    ]),
  )
  expect(connectivityTable(cells)).toEqual([
    {
      scenario: 'direct',
      summary: 'the dialer dials the listener, and they chat',
      grids: [
        {
          title: 'tcp+noise',
          listeners: ['rust', 'go'],
          rows: [
            {
              dialer: 'rust',
              entries: [{ id: 'direct/tcp+noise/rust:rust', verdict: 'pass', connectMs: 3.45 }, null],
            },
            {
              dialer: 'go',
              entries: [
                { id: 'direct/tcp+noise/go:rust', verdict: 'fail', connectMs: null },
                { id: 'direct/tcp+noise/go:go', verdict: 'pass', connectMs: 3.45 },
              ],
            },
          ],
        },
      ],
    },
  ])
})

test('each transport, relay and variant has a grid of its own', () => {
  const { cells } = resultsOf(
    eventsOf([
      result(planned({ qualifiers: { via: 'go' } }), connected),
      result(planned({ qualifiers: { via: 'js' } }), connected),
      result(planned({ transport: 'quic-v1', qualifiers: { with: 'wrong-peer-id' } }), connected),
    ]),
  )
  const titles = connectivityTable(cells).flatMap(({ grids }) => grids.map((grid) => grid.title))
  expect(titles).toEqual(['tcp+noise via:go', 'tcp+noise via:js', 'quic-v1 with:wrong-peer-id'])
})
