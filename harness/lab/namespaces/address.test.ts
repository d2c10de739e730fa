import { expect, test } from 'vitest'
import { ip4Of, ip6Of, within } from './address.ts'

test.for([
  [1, '11.0.0.1', '2a00:11::1'],
  [254, '11.0.0.254', '2a00:11::fe'],
  [255, '11.0.1.1', '2a00:11::ff'],
  [600, '11.0.2.92', '2a00:11::258'],
] as const)('host %i has %s and %s', ([number, ip4, ip6]) => {
  expect(ip4Of('11.0.0.0/16', number)).toBe(ip4)
  expect(ip6Of('2a00:11::/64', number)).toBe(ip6)
})

test('an address keeps the length of its range', () => {
  expect(within('11.0.0.0/16', '11.0.0.7')).toBe('11.0.0.7/16')
})
