import { expect, test } from 'vitest'
import { condense, condensed } from './condense.ts'

test('short texts stay as they are', () => {
  expect(condensed({ text: '👋🏽', topic: 'a' })).toEqual({ text: '👋🏽', topic: 'a' })
  expect(condensed({ base64: 'AA==' })).toEqual({ base64: 'AA==' })
})

test('long texts that differ anywhere stay different', () => {
  const long = 'x'.repeat(8_192)
  expect(condense(long).length).toBeLessThan(200)
  expect(condense(long)).toBe(condense('x'.repeat(8_192)))
  expect(condense(`${long.slice(0, -1)}y`)).not.toBe(condense(long))
})
