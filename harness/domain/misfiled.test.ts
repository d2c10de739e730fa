import { expect, test } from 'vitest'
import { connects, type Expectation } from './expectation.ts'
import { misfiled } from './misfiled.ts'

const flaky: Expectation = { kind: 'known-flaky', issue: '', reason: '', stages: ['dial'], atMost: 0.2 }

test.for([
  ['fails now and then', 40, 5, null],
  ['has not failed in a few attempts', 19, 0, null],
  ['has never failed', 20, 0, 'never-fails'],
  ['has failed in a few attempts', 2, 2, null],
  ['has always failed', 20, 20, 'always-fails'],
  ['has failed a little more often than listed, which can be chance', 40, 12, null],
  ['has failed far more often than listed', 40, 20, 'fails-too-often'],
  ['has failed each time, which at the listed rate is next to impossible', 5, 5, 'fails-too-often'],
  ['was never played', 0, 0, null],
] as const)('%s: %i attempts, %i failed', ([, attempts, failed, verdict]) => {
  expect(misfiled(flaky, { attempts, failed })).toBe(verdict)
})

test('what is not listed as flaky is not misfiled', () => {
  expect(misfiled(connects, { attempts: 100, failed: 100 })).toBeNull()
})
