import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { PressureMeter } from './pressure-meter.ts'
import { readWaits, slowness, type Load } from './pressure.ts'
import { Helpers, readProcessorTime, shareOfOthers } from './processor-time.ts'

const idle: Load = { others: 0, waits: { cpu: 0, memory: 0, io: 0 } }
const crowded = { ...idle.waits, cpu: 1 }

describe('how many times slower than idle a machine is', () => {
  test.for<readonly [string, Load, number]>([
    ['idle', idle, 1],
    ['busy with a run alone', { others: 0, waits: crowded }, 1],
    ['others take half', { others: 0.5, waits: crowded }, 2],
    ['16 busy loops beside 4 processes of the run', { others: 0.8, waits: crowded }, 5],
    ['others take much, and nobody waits', { others: 0.5, waits: { ...crowded, cpu: 0.1 } }, 1],
    ['others take all', { others: 1, waits: crowded }, 10],
    ['swapping half of the time', { ...idle, waits: { cpu: 0, memory: 0.5, io: 0 } }, 5.5],
    ['a disk that stalls everybody', { ...idle, waits: { cpu: 0, memory: 0, io: 1 } }, 10],
  ])('%s', ([, load, times]) => {
    expect(slowness(load)).toBeCloseTo(times)
  })
})

describe('what others took', () => {
  const before = { all: 1_000, idle: 400, own: 100 }

  test.for([
    ['nothing', { all: 1_200, idle: 500, own: 200 }, 0],
    ['half of the time', { all: 1_200, idle: 400, own: 200 }, 0.5],
    ['less than nothing, as readings are not of one moment', { all: 1_200, idle: 600, own: 120 }, 0],
    ['unknown, as no time has passed', before, 0],
  ] as const)('%s', ([, after, share]) => {
    expect(shareOfOthers(before, after)).toBe(share)
  })

  test.runIf(process.platform === 'linux')('a child counts as own, also after its end', async () => {
    const start = readProcessorTime(process.pid)
    const script = 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);'
    await once(spawn(process.execPath, ['-e', script]), 'exit')
    const end = readProcessorTime(process.pid)
    const ticks = 30 // 0.3 s, at 100 a second
    expect((end?.own ?? 0) - (start?.own ?? 0)).toBeGreaterThanOrEqual(ticks - 1)
    expect(end?.all).toBeGreaterThan(start?.all ?? Infinity)
  })
})

test('pressure is read from the kernel', () => {
  const files: Readonly<Record<string, string>> = {
    '/proc/pressure/cpu':
      'some avg10=61.50 avg60=1.00 avg300=0.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
    '/proc/pressure/memory': 'some avg10=9.00 avg60=0 avg300=0 total=1\nfull avg10=2.00 avg60=0 avg300=0 total=0\n',
    '/proc/pressure/io': 'some avg10=8.00 avg60=0 avg300=0 total=1\nfull avg10=1.00 avg60=0 avg300=0 total=0\n',
  }
  expect(readWaits((file) => files[file] ?? '')).toEqual({ cpu: 0.615, memory: 0.02, io: 0.01 })
})

test('where the kernel says none, or writes it otherwise, there is no pressure to read', () => {
  const absent = () => {
    throw new Error('ENOENT')
  }
  expect(readWaits(absent)).toBeNull()
  expect(readWaits(() => 'pressure: low')).toBeNull()
})

test('a load that comes counts soon, and one that goes for a while', () => {
  let load: Load = idle
  const meter = new PressureMeter(() => load)
  meter.sample()
  expect(meter.slowness).toBe(1)
  load = { others: 1, waits: crowded }
  for (let sample = 0; sample < 4; sample++) meter.sample()
  expect(meter.slowness).toBeGreaterThan(9)
  load = idle
  meter.sample()
  expect(meter.slowness).toBeGreaterThan(7)
  for (let sample = 0; sample < 30; sample++) meter.sample()
  expect(meter.slowness).toBeLessThan(1.1)
})

describe('helpers', () => {
  const [root, below, other] = [
    { pid: 7, parent: 1, ticks: 5 },
    { pid: 8, parent: 7, ticks: 100 },
    { pid: 9, parent: 1, ticks: 1_000 },
  ]

  test('count with all below them, and those that are gone keep what they had', () => {
    let pids = [7]
    const helpers = new Helpers(() => pids)

    expect(helpers.time([root, below, other])).toBe(105)
    pids = []
    expect(helpers.time([other])).toBe(105)
    pids = [9]
    expect(helpers.time([other])).toBe(1_105)
  })

  test('what is counted never becomes less, whoever has the pid by now', () => {
    const helpers = new Helpers(() => [8])

    expect(helpers.time([below])).toBe(100)
    expect(helpers.time([{ ...below, ticks: 1 }])).toBe(100)
  })
})
