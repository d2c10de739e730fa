import { setImmediate } from 'node:timers/promises'
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

/** How many of twenty cells begin before one of them has ended. */
async function begun(cell: PlannedCell, jobs: number, slowness: number): Promise<number> {
  const schedule = new Schedule(jobs, { ...idlePace, slowness: () => slowness })
  const open = Promise.withResolvers<void>()
  let playing = 0
  let most = 0
  const play = async () => {
    most = Math.max(most, ++playing)
    await open.promise
    playing--
  }
  const all = Array.from({ length: 20 }, () => schedule.add(cell, play))
  await setImmediate()
  open.resolve()
  await Promise.all(all)
  return most
}

const waiting = planned({ scenario: 'limits', qualifiers: { with: 'duration' } })

test.each([
  [planned({}), 3, 1, 3],
  [waiting, 3, 1, 12],
  [waiting, 1, 1, 4],
])('%j with %i jobs on an idle machine: %i at once', async (cell, jobs, slowness, most) => {
  expect(await begun(cell, jobs, slowness)).toBe(most)
})

test('a slow machine plays fewer at once, and always one', async () => {
  const schedule = new Schedule(8, { ...idlePace, slowness: () => 4 })
  await schedule.add(planned({}), () => Promise.resolve())
  const counted = { now: 0, most: 0 }
  const play = async () => {
    counted.most = Math.max(counted.most, ++counted.now)
    await setImmediate()
    counted.now--
  }
  await Promise.all(Array.from({ length: 20 }, () => schedule.add(planned({}), play)))
  expect(counted.most).toBe(2)

  const crawling = new Schedule(8, { ...idlePace, slowness: () => 100 })
  await expect(crawling.add(planned({}), () => Promise.resolve('played'))).resolves.toBe('played')
})

test('a cell of no variant that there is does not wait', () => {
  expect(mostlyWaits(planned({ scenario: 'refused' }))).toBe(false)
})
