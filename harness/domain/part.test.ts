import { expect, test } from 'vitest'
import { partName, sameParts } from './part.ts'

const identify = { role: 'dialer', part: 'identify' } as const
const ping = { role: 'dialer', part: 'ping' } as const

test('parts are the same in any order, and differ by end', () => {
  expect(sameParts([identify, ping], [ping, identify])).toBe(true)
  expect(sameParts([identify], [{ ...identify, role: 'listener' }])).toBe(false)
  expect(sameParts([identify], [identify, ping])).toBe(false)
  expect(sameParts([identify, ping], [identify])).toBe(false)
})

test('a part is named with its end', () => {
  expect(partName(identify)).toBe('identify (dialer)')
})
