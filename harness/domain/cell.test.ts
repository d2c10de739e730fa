import { describe, expect, test } from 'vitest'
import { cellId, participants, type Cell } from './cell.ts'

const plain: Omit<Cell, 'id'> = { scenario: 'direct', transport: 'quic-v1', dialer: 'a', listener: 'b@0.50' }

describe('cellId', () => {
  test.for([
    [plain, 'direct/quic-v1/a:b@0.50'],
    [{ ...plain, via: 'c' }, 'direct/quic-v1/a:b@0.50/via:c'],
    [{ ...plain, variant: 'wrong-peer-id' }, 'direct/quic-v1/a:b@0.50/with:wrong-peer-id'],
    [{ ...plain, via: 'c', variant: 'data' }, 'direct/quic-v1/a:b@0.50/via:c/with:data'],
  ] as const)('%o', ([cell, id]) => {
    expect(cellId(cell)).toBe(id)
  })
})

test('participants are named once, whatever they play', () => {
  expect(participants({ id: '', ...plain })).toEqual(['a', 'b@0.50'])
  expect(participants({ id: '', ...plain, listener: 'a', via: 'a' })).toEqual(['a'])
  expect(participants({ id: '', ...plain, via: 'c' })).toEqual(['a', 'b@0.50', 'c'])
})
