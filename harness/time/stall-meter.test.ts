import { expect, test } from 'vitest'
import { StallMeter } from './stall-meter.ts'

test('counts how late it wakes, at once and once', () => {
  let nowMs = 0
  const stalls = new StallMeter(() => nowMs)
  expect(stalls.totalMs()).toBe(0)
  stalls.watch()
  nowMs = 20_100 // it was to wake at 100
  expect(stalls.totalMs()).toBe(20_000)
  stalls.tick()
  expect(stalls.totalMs()).toBe(20_000)
  nowMs += 150
  stalls.tick()
  expect(stalls.totalMs(), 'a timer that is 50 ms late has stalled nobody').toBe(20_000)
})
