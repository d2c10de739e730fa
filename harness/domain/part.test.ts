import { expect, test } from 'vitest'
import { chatsBothWays, partName, sameParts } from './part.ts'

test('two chat both ways if a message of each has arrived, of whatever kind', () => {
  expect(chatsBothWays([{ from: 'dialer' }, { from: 'listener' }])).toBe(true)
  expect(chatsBothWays([{ from: 'dialer' }, { from: 'dialer' }])).toBe(false)
  expect(chatsBothWays([{ from: 'listener' }])).toBe(false)
  expect(chatsBothWays([])).toBe(false)
})

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
