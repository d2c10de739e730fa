import { expect, test } from 'vitest'
import { formatMs } from './duration.ts'

test.each([
  [0, '0.0 ms'],
  [3.456, '3.5 ms'],
  [9.94, '9.9 ms'],
  [9.96, '10 ms'],
  [340.4, '340 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [4210, '4.2 s'],
  [59_949, '59.9 s'],
  [59_999, '1 min 00 s'],
  [125_400, '2 min 05 s'],
])('%d ms reads %s', (ms, text) => {
  expect(formatMs(ms)).toBe(text)
})
