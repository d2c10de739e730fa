import { describe, expect, test } from 'vitest'
import { PressureMeter } from './pressure-meter.ts'
import { readLoad, slowness, type Load } from './pressure.ts'

const idle: Load = { runnable: 1, processors: 2, waits: { cpu: 0, memory: 0, io: 0 } }

describe('how many times slower than idle a machine is', () => {
  test.for<readonly [string, Load, number]>([
    ['idle', idle, 1],
    ['busy with a run of its own', { ...idle, runnable: 4, waits: { ...idle.waits, cpu: 0.9 } }, 1],
    ['16 busy loops beside it', { ...idle, runnable: 20, waits: { ...idle.waits, cpu: 1 } }, 5],
    ['many processes that nobody waits for', { ...idle, runnable: 20, waits: { ...idle.waits, cpu: 0.1 } }, 1],
    ['swapping half of the time', { ...idle, waits: { cpu: 0, memory: 0.5, io: 0 } }, 5.5],
    ['a disk that stalls everybody', { ...idle, waits: { cpu: 0, memory: 0, io: 1 } }, 10],
    ['beyond all measure', { ...idle, runnable: 1_000, waits: { ...idle.waits, cpu: 1 } }, 10],
  ])('%s', ([, load, times]) => {
    expect(slowness(load)).toBeCloseTo(times)
  })
})

test('the load is read from the kernel', () => {
  const files: Readonly<Record<string, string>> = {
    '/proc/stat': 'cpu 1 2 3\nprocs_running 7\nprocs_blocked 1\n',
    '/proc/pressure/cpu':
      'some avg10=61.50 avg60=1.00 avg300=0.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
    '/proc/pressure/memory': 'some avg10=9.00 avg60=0 avg300=0 total=1\nfull avg10=2.00 avg60=0 avg300=0 total=0\n',
    '/proc/pressure/io': 'some avg10=8.00 avg60=0 avg300=0 total=1\nfull avg10=1.00 avg60=0 avg300=0 total=0\n',
  }
  expect(readLoad((file) => files[file] ?? '')).toMatchObject({
    runnable: 7,
    waits: { cpu: 0.615, memory: 0.02, io: 0.01 },
  })
})

test('where there is no such kernel, there is no load to read', () => {
  const absent = () => {
    throw new Error('ENOENT')
  }
  expect(readLoad(absent)).toBeNull()
})

test('a load that comes counts soon, and one that goes for a while', () => {
  let load: Load = idle
  const meter = new PressureMeter(() => load)
  meter.sample()
  expect(meter.slowness).toBe(1)
  load = { ...idle, runnable: 40, waits: { ...idle.waits, cpu: 1 } }
  for (let sample = 0; sample < 4; sample++) meter.sample()
  expect(meter.slowness).toBeGreaterThan(9)
  load = idle
  meter.sample()
  expect(meter.slowness).toBeGreaterThan(8)
  for (let sample = 0; sample < 60; sample++) meter.sample()
  expect(meter.slowness).toBeLessThan(1.1)
})
