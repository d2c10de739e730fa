import { describe, expect, test } from 'vitest'
import { cellId, namedCell, parseCellId, participants, type Question } from './cell.ts'

const plain: Question = { scenario: 'direct', transport: 'quic-v1', dialer: 'a', listener: 'b@0.50', qualifiers: {} }

const named: readonly (readonly [Question['qualifiers'], string])[] = [
  [{}, 'direct/quic-v1/a:b@0.50'],
  [{ via: 'c' }, 'direct/quic-v1/a:b@0.50/via:c'],
  [{ with: 'wrong-peer-id' }, 'direct/quic-v1/a:b@0.50/with:wrong-peer-id'],
  [{ with: 'data', via: 'c' }, 'direct/quic-v1/a:b@0.50/via:c/with:data'],
  [
    { peers: '3', over: 'ip6', nat: 'symmetric~port-restricted', leg: 'ws+noise', via: 'c', with: 'x' },
    'direct/quic-v1/a:b@0.50/via:c/leg:ws+noise/nat:symmetric~port-restricted/over:ip6/with:x/peers:3',
  ],
]

describe('a cell and its id', () => {
  test.for(named)('%o', ([qualifiers, id]) => {
    const cell = { ...plain, qualifiers }
    expect(cellId(cell)).toBe(id)
    expect(parseCellId(id)).toEqual(namedCell(cell))
  })

  test.for([
    '',
    'direct/quic-v1',
    'direct/quic-v1/a',
    'direct/quic-v1/a:b:c',
    'direct/quic-v1/a:b/',
    'direct/quic-v1/a:b/via',
    'direct/quic-v1/a:b/via:',
    'direct/quic-v1/a:b/via:c/via:d',
    'direct/quic-v1/a:b/with:data/via:c',
    'direct/quic-v1/a:b/toString:c',
    'direct/smoke/a:b',
    'indirect/quic-v1/a:b',
  ])('%s is not the name of a cell', (id) => {
    expect(parseCellId(id)).toBeNull()
  })
})

test('participants are named once, whatever they play', () => {
  expect(participants(namedCell(plain))).toEqual(['a', 'b@0.50'])
  expect(participants(namedCell({ ...plain, listener: 'a', qualifiers: { via: 'a' } }))).toEqual(['a'])
  expect(participants(namedCell({ ...plain, qualifiers: { via: 'c', with: 'data' } }))).toEqual(['a', 'b@0.50', 'c'])
})
