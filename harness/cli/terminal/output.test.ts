import { expect, test } from 'vitest'
import { wantsColour, wantsLiveView } from './output.ts'

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

test.each([
  { env: { TERM: 'xterm' }, live: true },
  { isTTY: false, env: { TERM: 'xterm' }, live: false },
  { env: { TERM: 'dumb' }, live: false },
  { env: {}, live: false },
  { env: { TERM: 'xterm', CI: 'true' }, live: false },
  { env: { TERM: 'xterm', CI: 'woodpecker' }, live: false },
  { env: { TERM: 'xterm', CI: 'false' }, live: true },
  { env: { TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: 'POSIX' }, live: false },
  { env: { TERM: 'xterm', NO_COLOR: '1' }, live: true },
])('a window that is redrawn: tty $isTTY, $env: $live', ({ isTTY = true, env, live }) => {
  expect(wantsLiveView({ isTTY }, env)).toBe(live)
})
