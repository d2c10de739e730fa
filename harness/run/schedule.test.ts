import { expect, test } from 'vitest'
import type { PlannedCell } from '../domain/run.ts'
import { idlePace } from '../time/pace.ts'
import { mostlyWaits, Schedule } from './schedule.ts'

function planned(over: Partial<PlannedCell['cell']>, expectation: PlannedCell['expectation'] = { kind: 'connects' }) {
  const cell = {
    id: '',
    scenario: 'direct',
    transport: 'tcp+noise',
    dialer: 'a',
    listener: 'b',
    qualifiers: {},
    ...over,
  } as const
  return { cell, expectation }
}

test.each([
  [planned({}), false],
  [planned({}, { kind: 'known-failing', stages: ['dial'], issue: '', reason: '' }), true],
  [planned({ scenario: 'limits', qualifiers: { with: 'duration' } }), true],
  [planned({ scenario: 'limits', qualifiers: { with: 'data' } }), false],
  [planned({ scenario: 'refused', qualifiers: { with: 'wrong-peer-id' } }), false],
  [planned({ scenario: 'refused', qualifiers: { with: 'wrong-peer-id' }, transport: 'webrtc-direct' }), true],
])('a cell mostly waits: %j %s', (cell, waits) => {
  expect(mostlyWaits(cell)).toBe(waits)
})

test('as many are played at once as there are jobs, the long ones first, and the waiting ones beside them', async () => {
  const schedule = new Schedule(1, idlePace)
  const started: string[] = []
  const open = Promise.withResolvers<void>()
  const play = (name: string) => () => {
    started.push(name)
    return open.promise
  }
  const all = [
    schedule.add(planned({}), play('first')),
    schedule.add(planned({}), play('short')),
    schedule.add(planned({ transport: 'webrtc-direct' }), play('long')),
    schedule.add(planned({ scenario: 'limits', qualifiers: { with: 'duration' } }), play('waiting')),
  ]
  await Promise.resolve()
  expect(started).toEqual(['first', 'waiting'])
  open.resolve()
  await Promise.all(all)
  expect(started).toEqual(['first', 'waiting', 'long', 'short'])
})
