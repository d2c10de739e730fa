import { describe, expect, test } from 'vitest'
import { PeerError, UnsupportedError } from '../domain/errors.ts'
import { honestCase } from '../judge/case.fixture.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import type { PeerProgram } from '../peers/peer-program.ts'
import { outcomeOf, ProgramStartError, type Cast } from './outcome-of.ts'
import { StunMissingError } from './stun-server.ts'

const { signal } = new AbortController()

function program(failure?: PeerFailure): PeerProgram {
  return {
    failedMs: failure === undefined ? undefined : 7,
    failureWithin: async () => failure,
  } as unknown as PeerProgram
}

const alive: Cast = { dialer: program(), listener: program() }

describe('what an error says about its cell', () => {
  test('a peer that failed', async () => {
    const outcome = await outcomeOf(new PeerError('dialer', 'start', 'no'), alive, null, signal)
    expect(outcome).toEqual({
      kind: 'failed',
      role: 'dialer',
      stage: 'start',
      message: 'no',
      fault: 'peer',
      evidence: null,
    })
  })

  test('with evidence, blame is by evidence', async () => {
    const seen = honestCase()
    const error = new PeerError('dialer', 'ping', 'no', 'cause')
    const outcome = await outcomeOf(error, alive, seen, signal)
    const { evidence } = seen
    expect(outcome).toEqual({
      kind: 'failed',
      role: null,
      stage: 'ping',
      message: 'at the dialer: no',
      fault: 'peer',
      evidence,
    })
  })

  test('a program that died is to blame, whoever complained', async () => {
    const cast = { dialer: program(), listener: program(new PeerFailure('exited', 'signal SIGSEGV')) }
    const seen = honestCase()
    const outcome = await outcomeOf(new PeerError('dialer', 'ping', 'no'), cast, seen, signal)
    const { evidence } = seen
    expect(outcome).toEqual({
      kind: 'failed',
      role: 'listener',
      stage: 'ping',
      message: 'signal SIGSEGV',
      fault: 'program',
      evidence,
    })
  })

  test("a program that the lab lost is the lab's fault, whoever complained", async () => {
    const cast = { dialer: program(), listener: program(new PeerFailure('lost', 'the engine is gone')) }
    const outcome = await outcomeOf(new PeerError('dialer', 'ping', 'no'), cast, honestCase(), signal)
    expect(outcome).toEqual({ kind: 'harness-error', message: 'the engine is gone' })
    const start = new ProgramStartError('dialer', new PeerFailure('lost', 'the engine is gone'), 1)
    expect(start.outcome).toEqual({ kind: 'harness-error', message: 'the engine is gone' })
  })

  test('news of an end that comes a little later than the complaint counts too', async () => {
    const end = Promise.withResolvers<PeerFailure>()
    const relay = { failedMs: 7, failureWithin: () => end.promise } as unknown as PeerProgram
    const outcome = outcomeOf(new PeerError('dialer', 'ping', 'no'), { ...alive, relay }, null, signal)
    end.resolve(new PeerFailure('exited', 'exit code 3'))
    expect(await outcome).toMatchObject({ role: 'relay', message: 'exit code 3', fault: 'program' })
  })

  test('a peer that says it can not', async () => {
    const outcome = await outcomeOf(new UnsupportedError('listener', 'no QUIC'), alive, null, signal)
    expect(outcome).toEqual({ kind: 'unsupported', by: 'listener', message: 'no QUIC' })
  })

  test('a service that is not there', async () => {
    const outcome = await outcomeOf(new StunMissingError('not found'), alive, null, signal)
    expect(outcome).toMatchObject({ kind: 'not-run', cause: 'missing' })
    expect(outcome).toHaveProperty('message', expect.stringContaining('not found'))
  })

  test('anything else is a fault of the harness', async () => {
    const error = new TypeError('oops')
    expect(await outcomeOf(error, alive, null, signal)).toEqual({ kind: 'harness-error', message: error.stack })
    delete error.stack
    expect(await outcomeOf(error, alive, null, signal)).toEqual({ kind: 'harness-error', message: 'oops' })
    expect(await outcomeOf('oops', alive, null, signal)).toEqual({ kind: 'harness-error', message: 'oops' })
  })

  test('an interrupted run says nothing about anybody', async () => {
    const outcome = await outcomeOf(new PeerError('dialer', 'dial', 'no'), alive, null, AbortSignal.abort())
    expect(outcome).toEqual({ kind: 'not-run', cause: 'interrupted', message: 'the run was interrupted first' })
  })
})

describe('a program that does not start', () => {
  const outcome = (failure: PeerFailure, slowness = 1) => new ProgramStartError('relay', failure, slowness).outcome

  test('is missing where there is none', () => {
    const message = 'no such file'
    expect(outcome(new PeerFailure('not-started', message))).toEqual({ kind: 'not-run', cause: 'missing', message })
  })

  test.each(['exited', 'garbage', 'silent'] as const)('has failed where it was there: %s', (code) => {
    expect(outcome(new PeerFailure(code, 'why'), 2.4)).toEqual({
      kind: 'failed',
      role: 'relay',
      stage: 'hello',
      message: 'why',
      fault: 'program',
      evidence: null,
    })
  })

  test('is excused for silence on a machine that is overloaded', () => {
    expect(outcome(new PeerFailure('silent', 'no hello'), 2.5)).toEqual({
      kind: 'harness-error',
      message:
        'the machine is overloaded, 3 times slower than idle: no hello\nFewer --jobs, or more --patience, may help.',
    })
    expect(outcome(new PeerFailure('exited', 'why'), 9)).toMatchObject({ kind: 'failed' })
  })

  test('keeps what was the cause', () => {
    const failure = new PeerFailure('exited', 'why')
    expect(new ProgramStartError('relay', failure, 1)).toMatchObject({ cause: failure, message: 'why' })
  })
})
