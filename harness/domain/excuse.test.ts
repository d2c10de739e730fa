import { describe, expect, test } from 'vitest'
import { excuses, occursIn } from './excuse.ts'
import { neverExcused } from './expectation.ts'

const reset = { stage: 'ping', message: 'stream reset by the remote', fault: 'peer' } as const

describe('a failure is excused', () => {
  test.for([
    ['at a stage of the rule', ['identify', 'ping'], undefined, true],
    ['at another stage', ['identify'], undefined, false],
    ['with the message of the rule', ['ping'], 'stream*remote', true],
    ['with another message', ['ping'], 'timeout', false],
  ] as const)('%s', ([, stages, message, excused]) => {
    expect(excuses({ stages, ...(message === undefined ? {} : { message }) }, reset)).toBe(excused)
  })

  test('never where a program died, whatever the stage', () => {
    expect(excuses({ stages: ['ping'] }, { ...reset, fault: 'program' })).toBe(false)
  })

  test.for(neverExcused)('never at %s, even if a rule names it', (stage) => {
    expect(excuses({ stages: [stage] }, { ...reset, stage })).toBe(false)
  })
})

test.for([
  ['', '', true],
  ['', 'anything', true],
  ['reset', 'stream reset by peer', true],
  ['Reset', 'stream reset by peer', false],
  ['stream*peer', 'stream reset by peer', true],
  ['peer*stream', 'stream reset by peer', false],
  ['ab*ab', 'ab', false],
  ['aba*aba', 'ababa', false],
  ['*', 'anything', true],
  ['a.c', 'abc', false],
  ['line*break', 'line\nbreak', true],
] as const)('"%s" in "%s": %s', ([pattern, text, occurs]) => {
  expect(occursIn(pattern, text)).toBe(occurs)
})

test('sixty stars take no time', () => {
  expect(occursIn(`${'*a'.repeat(60)}*z`, 'a'.repeat(100_000))).toBe(false)
})
