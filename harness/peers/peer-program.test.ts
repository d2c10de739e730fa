import { describe, expect, test } from 'vitest'
import type { LabHost, LabProcess } from '../lab/lab.ts'
import type { Hello, StartOptions } from '../protocol/messages.ts'
import { ManualClock } from '../time/manual-clock.fixture.ts'
import { firstFault } from './first-fault.ts'
import { PeerProgram } from './peer-program.ts'
import { FakeProcess } from './process.fixture.ts'

const never = new AbortController().signal
const hello: Hello = {
  protocol: 1,
  implementation: 'fake',
  version: '1',
  libraries: {},
  toolchain: 'none',
  capabilities: {
    transports: {},
    relay: { server: false, client: false },
    holePunching: [],
    chat: { gossipsub: true, directMessage: true, gossipOnLimited: true },
  },
}
const options: StartOptions = { transports: ['tcp+noise'], listen: [] }
const node = { peerId: 'alice', addresses: [] }

describe('a program that ends', () => {
  test.for([
    [{ kind: 'code', code: 0 }, 'exited in mid-cell with exit code 0'],
    [{ kind: 'code', code: 134 }, 'exited in mid-cell with exit code 134'],
    [{ kind: 'signal', signal: 'SIGSEGV' }, 'exited in mid-cell with signal SIGSEGV'],
  ] as const)('in mid-cell fails whoever waits for it, at once: %j', async ([exit, message]) => {
    const { program, process } = await running()
    const dialer = await started(program, process)
    const waits = [
      dialer.waitFor('message', () => true, 60_000, never),
      dialer.ask('ping', { peerId: 'bob', timeoutMs: 1 }, 60_000, never),
    ]
    process.end(exit)
    await Promise.all(waits.map((wait) => expect(wait).rejects.toMatchObject({ code: 'exited', message })))
    await program[Symbol.asyncDispose]()
    expect(program.closingFault, 'whoever waited knows').toBeUndefined()
  })

  test('while nothing is asked of it: a fault of its own', async () => {
    const { program, process, clock } = await running()
    process.end({ kind: 'signal', signal: 'SIGSEGV' })
    await clock.advance(0)
    await program[Symbol.asyncDispose]()
    expect(program.closingFault).toBe('exited while nothing was asked of it, with signal SIGSEGV')
  })

  test('in a cell where nobody waited for it: a fault of its own too', async () => {
    const { program, process, clock } = await running()
    await started(program, process)
    process.end({ kind: 'code', code: 1 })
    await clock.advance(0)
    await program[Symbol.asyncDispose]()
    expect(program.closingFault).toBe('exited in mid-cell with exit code 1')
  })

  test('with its last words', async () => {
    const { program, process } = await running()
    const dialer = await started(program, process)
    process.stderr.write('one\ntwo\n\u001b[31mpanic:\u001b[0m no such\u0007 device')
    const asked = dialer.ask('connections', {}, 60_000, never)
    process.end({ kind: 'code', code: 2 })
    await expect(asked).rejects.toThrow(
      'exited in mid-cell with exit code 2; its last words:\none\ntwo\npanic: no such device',
    )
  })

  test('although something else holds its output: with its exit code', async () => {
    const { program, process, clock } = await running()
    const asked = program.request('hello', undefined, {}, 60_000, never)
    process.exit({ kind: 'code', code: 3 })
    await Promise.all([clock.advance(250), expect(asked).rejects.toThrow('exited in mid-cell with exit code 3')])
  })

  test('only its output', async () => {
    const { program, process, clock } = await running()
    const asked = program.request('hello', undefined, {}, 60_000, never)
    process.stdout.end()
    await Promise.all([clock.advance(250), expect(asked).rejects.toThrow('closed its output and goes on running')])
  })

  test('in a line: the end is the news, unless it is an orderly one', async () => {
    const ends = [
      { kind: 'code', code: 1 },
      { kind: 'code', code: 0 },
    ] as const
    const messages = ends.map(async (exit) => {
      const { program, process, clock } = await running()
      process.stdout.write('{"id":1')
      process.end(exit)
      await clock.advance(0)
      await program[Symbol.asyncDispose]()
      return program.closingFault
    })
    expect(await Promise.all(messages)).toEqual([
      'exited while nothing was asked of it, with exit code 1',
      'broke the peer protocol: the last line has no end: {"id":1',
    ])
  })

  test('before hello', async () => {
    const { starting, process } = start()
    const failed = expect(starting).rejects.toThrow('exited before it said hello, with exit code 127')
    process.end({ kind: 'code', code: 127 })
    await failed
  })
})

describe('a program that is closed', () => {
  test('may go by itself, for 5 s; what it says meanwhile is heard', async () => {
    const { program, process, clock } = await running()
    const closing = program[Symbol.asyncDispose]()
    await clock.advance(4_999)
    process.stderr.write('closing …\n')
    process.end({ kind: 'code', code: 0 })
    await Promise.all([closing, program[Symbol.asyncDispose]()])
    expect([program.closingFault, process.kills, program.journal.lastWords()]).toEqual([undefined, 0, 'closing …'])
    await expect(program.request('hello', undefined, {}, 1, never)).rejects.toThrow('the program has been closed')
  })

  test('is let go of, whatever holds its streams', async () => {
    const { program, process, clock } = await running()
    const closing = program[Symbol.asyncDispose]()
    process.exit({ kind: 'code', code: 0 })
    await clock.advance(250)
    await closing
    expect([process.stdin, process.stdout, process.stderr].map(({ destroyed }) => destroyed)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('is left behind if nothing ends it', async () => {
    const { program, process, clock } = await running({ diesWhenKilled: false })
    const closing = program[Symbol.asyncDispose]()
    await clock.advance(5_000)
    await clock.advance(5_000)
    await closing
    expect(program.closingFault).toBe('still there 5 s after end of input, and after SIGKILL; it was left behind')
    expect(process.stdout.destroyed).toBe(true)
  })
})

describe('a program that breaks the protocol', () => {
  test('fails at once, and nothing after that counts', async () => {
    const { program, process } = await running()
    const asked = program.request('hello', undefined, {}, 60_000, never)
    process.say('Listening …', { id: lastId(process), result: hello })
    await expect(asked).rejects.toMatchObject({
      code: 'garbage',
      message: 'broke the peer protocol: not a JSON object: Listening …',
    })
  })

  test('while nobody listens, or as it closes: a fault of its own', async () => {
    const { program, process } = await running()
    process.stdin.on('finish', () => {
      process.say({ event: 'hole-punch-ready', node: 'nobody', at: 1, data: {} })
      process.end({ kind: 'code', code: 0 })
    })
    await program[Symbol.asyncDispose]()
    expect(program.closingFault).toBe(
      'broke the peer protocol: hole-punch-ready event of the node nobody, which was never started',
    )
  })

  test('by a flood is killed', async () => {
    const { program, process } = await running()
    const asked = program.request('hello', undefined, {}, 60_000, never)
    process.stdout.write('x'.repeat(2 * 1024 * 1024))
    await expect(asked).rejects.toThrow(/^broke the peer protocol: a line of more than 1 MiB: x{120}…$/)
    expect(process.kills).toBe(1)
  })
})

describe('a program that does not answer', () => {
  test('is not asked again, and is killed', async () => {
    const { program, process, clock } = await running()
    const asked = program.request('hello', undefined, {}, 5_000, never)
    await Promise.all([clock.advance(5_000), expect(asked).rejects.toThrow('no answer to hello within 5000 ms')])
    await expect(program.request('hello', undefined, {}, 5_000, never)).rejects.toThrow('within 5000 ms')
    await program[Symbol.asyncDispose]()
    expect([program.closingFault, process.kills]).toEqual(['gave no answer to hello within 5000 ms; it was killed', 1])
  })

  test('since it does not read what it is asked', async () => {
    const { program, clock } = await running()
    const text = 'x'.repeat(1_000_000)
    const asked = Array.from({ length: 20 }, () =>
      program.request('publish', 'a', { topic: 't', text }, 5_000, never).catch((error: unknown) => error),
    )
    await clock.advance(5_000)
    expect(await asked[0]).toMatchObject({
      message: 'no answer to publish within 5000 ms: it does not read its input',
    })
    expect(await Promise.all(asked)).toHaveLength(20)
  })
})

test('the first fault is found by a sign of life, of which slowness is none', async () => {
  const [dialer, listener] = await Promise.all([running(), running()])
  const looking = firstFault({ dialer: dialer.program, listener: listener.program }, 250, never)
  await dialer.clock.advance(0)
  listener.process.end({ kind: 'signal', signal: 'SIGKILL' })
  await dialer.clock.advance(250)
  expect(await looking).toMatchObject({
    role: 'listener',
    failure: { message: 'exited in mid-cell with signal SIGKILL' },
  })
  expect(dialer.program.failure).toBeUndefined()
  dialer.process.say({ id: lastId(dialer.process), result: hello })
  await dialer.clock.advance(0)
  expect(dialer.program.failure, 'a late answer is no breach').toBeUndefined()
})

test('a node keeps what it reported and what it was asked, also when it has stopped', async () => {
  const { program, process, clock } = await running()
  const dialer = await started(program, process)
  process.say({ event: 'hole-punch-ready', node: 'a', at: 3, data: {} })
  await clock.advance(40)
  const stopping = dialer.stop(1_000, never)
  await clock.advance(7)
  process.say({ id: lastId(process), result: {} })
  await stopping
  expect(dialer.requests).toEqual([{ method: 'stop', askedMs: 40, answeredMs: 47 }])
  expect(dialer.events.entries).toEqual([
    { event: 'hole-punch-ready', node: 'a', at: 3, receivedMs: expect.any(Number), data: {} },
  ])
})

function start(nature: ConstructorParameters<typeof FakeProcess>[0] = {}) {
  const [process, clock] = [new FakeProcess(nature), new ManualClock()]
  const host: LabHost = {
    name: 'host',
    addresses: { ip4: '127.0.0.1', ip6: null, names: [] },
    spawn: (): LabProcess => process,
    [Symbol.asyncDispose]: async () => {},
  }
  const starting = PeerProgram.start('fake', host, { command: ['fake'], cwd: '/', env: {} }, never, clock)
  return { starting, process, clock }
}

async function running(nature: ConstructorParameters<typeof FakeProcess>[0] = {}) {
  const { starting, process, clock } = start(nature)
  process.say({ id: 'program#1', result: hello })
  return { program: await starting, process, clock }
}

async function started(program: PeerProgram, process: FakeProcess) {
  const starting = program.startNode('a', options, 1_000, never)
  process.say({ id: lastId(process), result: node })
  return await starting
}

function lastId(process: FakeProcess): string {
  const line = process.heard().at(-1) ?? ''
  return (JSON.parse(line) as { id: string }).id
}
