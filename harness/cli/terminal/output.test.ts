import { expect, test } from 'vitest'
import { wantsColour } from './output.ts'

test.each([
  { isTTY: true, env: {}, colour: true },
  { isTTY: false, env: {}, colour: false },
  { isTTY: true, env: { TERM: 'dumb' }, colour: false },
  { isTTY: true, env: { NO_COLOR: '1' }, colour: false },
  { isTTY: true, env: { NO_COLOR: '' }, colour: true },
  { isTTY: false, env: { FORCE_COLOR: '1' }, colour: true },
  { isTTY: false, env: { FORCE_COLOR: '', NO_COLOR: '1' }, colour: true },
  { isTTY: true, env: { FORCE_COLOR: '0' }, colour: false },
])('tty $isTTY, $env: $colour', ({ isTTY, env, colour }) => {
  expect(wantsColour({ isTTY }, env)).toBe(colour)
})
