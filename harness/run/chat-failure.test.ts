import { expect, test } from 'vitest'
import type { Lack } from '../domain/part.ts'
import { honestCase, nodesOf, without } from '../judge/case.fixture.ts'
import { chatFailure } from './chat-failure.ts'

const lack: Lack = { role: 'listener', part: 'identify', message: 'timed out' }
const ping: Lack = { role: 'dialer', part: 'ping', message: 'no' }

/** The case in which these messages were lost at these ends. */
function lost(...losses: (readonly ['d' | 'l', 'message' | 'direct-message'])[]) {
  const aCase = honestCase()
  for (const [end, kind] of losses) without(nodesOf(aCase)[end], kind)
  return aCase
}

test('nothing failed', () => {
  expect(chatFailure(lost(['d', 'message'], ['d', 'direct-message']), [])).toBe(null)
})

test.each([
  ['all', lost()],
  ['direct messages both ways', lost(['d', 'message'], ['l', 'message'])],
  ['gossip both ways', lost(['d', 'direct-message'], ['l', 'direct-message'])],
])('they chat by %s', (_, aCase) => {
  expect(chatFailure(aCase, [lack])).toBe(null)
})

test.each([
  ['at all', lost(['d', 'message'], ['l', 'message'], ['d', 'direct-message'], ['l', 'direct-message'])],
  ['by one kind in both directions', lost(['d', 'message'], ['l', 'direct-message'])],
  ['in the one direction', lost(['d', 'message'], ['d', 'direct-message'])],
  ['in the other direction', lost(['l', 'message'], ['l', 'direct-message'])],
])('they do not chat %s: the first part that failed fails the cell', (_, aCase) => {
  expect(chatFailure(aCase, [lack, ping])).toMatchObject({
    role: null,
    stage: 'identify',
    message: 'at the listener: timed out',
  })
})
