import { describe, expect, test } from 'vitest'
import type { Exit } from '../lab/lab.ts'
import { ManualClock } from '../time/manual-clock.fixture.ts'
import { endProcess, ownEnd } from './process-end.ts'
import { FakeProcess } from './process.fixture.ts'

const crash: Exit = { kind: 'code', code: 7 }

describe('the end of a program by itself', () => {
  test('is its exit, once its output is closed and read', async () => {
    const { clock, exit, closeOutput, ended } = program()
    exit(crash)
    await clock.advance(0)
    expect(ended()).toBeUndefined()
    closeOutput()
    await clock.advance(0)
    expect(ended()).toEqual(crash)
  })

  test('is its exit, shortly after its output was closed', async () => {
    const { clock, exit, closeOutput, ended } = program()
    closeOutput()
    await clock.advance(249)
    expect(ended()).toBeUndefined()
    exit(crash)
    await clock.advance(0)
    expect(ended()).toEqual(crash)
  })

  test('is its exit, although something else holds its output open', async () => {
    const { clock, exit, ended } = program()
    exit(crash)
    await clock.advance(250)
    expect(ended()).toEqual(crash)
  })

  test('is the end of its output, where it goes on running', async () => {
    const { clock, closeOutput, ended } = program()
    closeOutput()
    await clock.advance(250)
    expect(ended()).toBe('output closed')
  })
})

describe('ending a program', () => {
  test('that goes when its input ends', async () => {
    const process = new FakeProcess()
    process.stdin.on('end', () => process.end({ kind: 'code', code: 0 })).resume()
    expect(await endProcess(process, new ManualClock())).toEqual({ kind: 'exited', exit: { kind: 'code', code: 0 } })
    expect(process.kills).toBe(0)
  })

  test('that does not: SIGKILL, after 5 s', async () => {
    const [process, clock] = [new FakeProcess(), new ManualClock()]
    const ending = endProcess(process, clock)
    await clock.advance(4_999)
    expect(process.kills).toBe(0)
    await clock.advance(1)
    expect(process.kills).toBe(1)
    expect(await ending).toEqual({ kind: 'killed', afterMs: 5_000 })
  })

  test('that survives SIGKILL: it is left behind', async () => {
    const [process, clock] = [new FakeProcess({ diesWhenKilled: false }), new ManualClock()]
    const ending = endProcess(process, clock, 1_000)
    await clock.advance(1_000)
    await clock.advance(5_000)
    expect(await ending).toEqual({ kind: 'left behind', afterMs: 1_000 })
  })
})

function program() {
  const clock = new ManualClock()
  const exited = Promise.withResolvers<Exit>()
  const output = Promise.withResolvers<void>()
  let end: Exit | 'output closed' | undefined
  void ownEnd(exited.promise, output.promise, clock).then((how) => (end = how))
  return { clock, exit: exited.resolve, closeOutput: () => output.resolve(), ended: () => end }
}
