import { randomUUID } from 'node:crypto'
import { access, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isSuccess, type Outcome, type Success } from '../harness/domain/outcome.ts'
import { stageMs, type Stage } from '../harness/domain/stage.ts'
import type { Verdict } from '../harness/domain/verdict.ts'
import { runLiars, type LiarsRun } from './peers/run-liars.ts'
import { running } from './peers/running.ts'
import { strangersPeerId } from './peers/scripted/behaviours.ts'

/** A peer gets 2 s more than it was given, to say that it gave up. */
const dialMs = stageMs('dial') + 2_000

type Unsuccessful = Exclude<Outcome, Success>

/**
 * The tester, tested: all these pairs play direct/tcp+noise in one run, next to each other, through the whole run loop
 * and with real programs. What changes from run to run is masked.
 */
const expected: Readonly<Record<string, readonly [Verdict, Unsuccessful | 'connected']>> = {
  'honest:honest': ['pass', 'connected'],
  'missing:honest': [
    'not-run',
    { kind: 'not-run', cause: 'missing', message: 'failed to execute <missing>: No such file or directory' },
  ],
  'honest:panics': broken(
    'listener',
    'hello',
    'exited before it said hello, with exit code 101; its last words:\nthread main panicked: no such device',
  ),
  'never-answers:honest': broken('dialer', 'hello', `no answer to hello within ${stageMs('hello')} ms`),
  'garbage:honest': broken(
    'dialer',
    'hello',
    'broke the peer protocol: not a JSON object: Listening on port 4001, have fun!',
  ),
  'garbage-in-dial:honest': broken('dialer', 'dial', 'broke the peer protocol: not a JSON object: dialling, hold on'),
  'hello-wrong-protocol:honest': broken(
    'dialer',
    'hello',
    'malformed answer to hello: protocol: Invalid input: expected 1',
  ),
  'honest:never-starts': broken('listener', 'start', 'no answer to start within 10000 ms'),
  'dies-in-dial:dies-in-dial': broken(
    'dialer',
    'dial',
    'exited in mid-cell with exit code 2; its last words:\npanic: index out of range [3] with length 3',
  ),
  'exits-in-dial:honest': broken('dialer', 'dial', 'exited in mid-cell with exit code 0'),
  'closes-its-output:honest': broken('dialer', 'dial', 'closed its output and goes on running'),
  'honest:answers-twice': broken('listener', 'start', 'broke the peer protocol: a second answer to one request: …'),
  'floods:honest': broken('dialer', 'dial', 'broke the peer protocol: more than 20000 events of one node'),
  'clock-runs-backwards:honest': broken(
    'dialer',
    'dial',
    'broke the peer protocol: the clock of its events ran backwards: …',
  ),
  'honest:text-and-base64': broken(
    'listener',
    'gossip',
    'broke the peer protocol: malformed message event: expected exactly one of text and base64',
  ),
  'honest:endless-line': broken('listener', 'start', 'broke the peer protocol: a line of more than 1 MiB: xxx…'),
  'separators-in-lines:honest': ['pass', 'connected'],
  'hangs-in-dial:honest': broken('dialer', 'dial', `no answer to dial within ${dialMs} ms`),
  'wrong-peer-id:honest': failed(
    'dialer',
    'dial',
    `dialled /ip4/127.0.0.1/tcp/<port>/p2p/<peer id> and reached <stranger>; ${hasMetTheStranger('dialer')}`,
  ),
  'honest:wrong-peer-id': failed(
    'listener',
    'connection',
    `no connection-opened event within 5000 ms, but {"connection":{"id":"<link>","peerId":"<stranger>","remoteAddress":"/ip…; ${hasMetTheStranger('listener')}`,
  ),
  'honest:deaf-listener': failed(null, 'connection', 'at the listener: no connection-opened event within 5000 ms'),
  'wrong-transport:honest': failed(
    'dialer',
    'evidence',
    "the dialer's connection is over ws (/ip4/127.0.0.1/tcp/<port>/ws), not tcp",
  ),
  'honest:wrong-security': failed(
    'listener',
    'evidence',
    "the listener's connection has security /plaintext/2.0.0, not /noise",
  ),
  'limited-liar:limited-liar': failed(
    null,
    'evidence',
    "the dialer's connection is limited; the listener's connection is limited",
  ),
  'two-connections:honest': failed(
    null,
    'evidence',
    [
      'the dialer has 2 connections to the listener: /ip4/127.0.0.1/tcp/<port>, /ip4/127.0.0.1/tcp/<port>',
      'the listener has 2 connections to the dialer: /ip4/127.0.0.1/tcp/<port>, /ip4/127.0.0.1/tcp/<port>',
      "the listener got the dialer's gossip message 2 times, and it was sent once",
      "the dialer got the listener's gossip message 2 times, and it was sent once",
    ].join('; '),
  ),
  'altered-text:honest': altered(
    'listener',
    '👋 здравствуй 世界 👩‍👩‍👧 caf\u00e9 cafe\u0301',
    'character 2 is U+0020, not U+1F3FD',
  ),
  'honest:normalised-text': altered(
    'dialer',
    '👋🏽 здравствуй 世界 👩‍👩‍👧 caf\u00e9 caf\u00e9',
    'character 32 is U+00E9, not U+0065',
  ),
  'honest:decomposed-text': altered(
    'dialer',
    '👋🏽 здравствуи\u0306 世界 👩‍👩‍👧 cafe\u0301 cafe\u0301',
    'character 13 is U+0438, not U+0439',
  ),
  'honest:unsupported-but-declared': [
    'fail',
    { kind: 'unsupported', by: 'listener', message: 'tcp+noise was left out of this build' },
  ],
  'undeclared-but-working:honest': ['pass', 'connected'],
  'hangs-at-close:honest': ['pass', 'connected'],
}

/** Programs are killed in the first attempt, and again in the second, which has programs of its own. */
const problems = [
  'answers-twice-listener-<n>: broke the peer protocol: a second answer to one request: …',
  'hangs-at-close-dialer-<n>: still there 5 s after end of input; it was killed',
  ...twice(`hangs-in-dial-dialer-<n>: gave no answer to dial within ${dialMs} ms; it was killed`),
  ...twice('never-starts-listener-<n>: gave no answer to start within 10000 ms; it was killed'),
  'undeclared-but-working: is able to dial tcp+noise, but does not declare it',
  'unsupported-but-declared: answers unsupported, but declares listen on tcp+noise, gossip, send direct messages',
]

describe('peers that lie, die or hang', { timeout: 240_000 }, () => {
  const mark = `liars-${randomUUID()}`
  let run: LiarsRun

  beforeAll(async () => {
    run = await runLiars(Object.keys(expected), mark)
  }, 240_000)
  afterAll(() => rm(run.folder, { recursive: true, force: true }))

  test.for(Object.entries(expected))('%s', ([pair, [verdict, outcome]]) => {
    const result = run.resultOf(pair)
    const seen = isSuccess(result.outcome) ? result.outcome.kind : masked(result.outcome)
    expect([result.verdict, seen]).toEqual([verdict, outcome])
  })

  test('what failed was played again in programs of its own, and its logs were kept', async () => {
    const { attempts, artifacts } = run.resultOf('dies-in-dial:dies-in-dial')
    expect(attempts.map(({ programs, outcome }) => [programs, outcome.kind])).toEqual([
      ['shared', 'failed'],
      ['isolated', 'failed'],
    ])
    const logs = artifacts.filter(({ kind, role }) => kind === 'log' && role === 'dialer')
    expect(logs.map((log) => path.basename(path.dirname(log.path)))).toEqual(['attempt-1', 'attempt-2'])
    await Promise.all(logs.map((log) => access(path.join(run.folder, log.path))))
  })

  test('the problems beside the cells', () => {
    const told = run.events.flatMap((event) => (event.type === 'problem' ? [event.problem] : []))
    expect(
      told.map(({ program, message }) => `${program.replace(/\d+$/, '<n>')}: ${message.replace(/\{.*/, '…')}`).sort(),
    ).toEqual(problems)
  })

  test('no program is left behind', async () => {
    expect(await running(mark)).toEqual([])
  })
})

function failed(role: 'dialer' | 'listener' | null, stage: Stage, message: string): readonly [Verdict, Unsuccessful] {
  return ['fail', { kind: 'failed', role, stage, message, fault: 'peer', evidence: null }]
}

/** Its program died, broke the protocol, or stopped answering. */
function broken(role: 'dialer' | 'listener', stage: Stage, message: string): readonly [Verdict, Unsuccessful] {
  return ['fail', { kind: 'failed', role, stage, message, fault: 'program', evidence: null }]
}

/** All text of one end arrived otherwise. */
function altered(from: 'dialer' | 'listener', text: string, difference: string): readonly [Verdict, Unsuccessful] {
  const sent = '"👋🏽 здравствуй 世界 👩‍👩‍👧 caf\u00e9 cafe\u0301 <nonce>"'
  const wrong = (['gossip', 'direct'] as const).map(
    (kind) => `the ${from}'s ${kind} message arrived as "${text} <nonce>", not ${sent} (${difference})`,
  )
  return failed(null, 'evidence', wrong.join('; '))
}

function hasMetTheStranger(role: string): string {
  return [
    `the ${role} has a connection to <stranger> at /ip4/127.0.0.1/tcp/<port>, who is nobody in this cell`,
    `the ${role} identified <stranger>, who is nobody in this cell`,
  ].join('; ')
}

function twice(problem: string): string[] {
  return [problem, problem]
}

function masked(outcome: Unsuccessful): Unsuccessful {
  const message = outcome.message
    .replace(/(second answer to one request|ran backwards): .*/, '$1: …')
    .replace(/xxx+/, 'xxx')
    .replaceAll(strangersPeerId, '<stranger>')
    .replace(/; the \w+ says that a topic was subscribed to by <stranger>, who is nobody in this cell/, '') // or not yet
    .replaceAll(/12D3KooW\w+/g, '<peer id>')
    .replaceAll(/\/tcp\/\d+/g, '/tcp/<port>')
    .replaceAll(/\b[0-9a-f]{16}\b/g, '<nonce>')
    .replaceAll(/"link-\d+"/g, '"<link>"')
    .replace(/\/ip[^"]*…/, '/ip…')
    .replaceAll(/\S*there-is-no-such-peer/g, '<missing>')
  return outcome.kind === 'failed' ? { ...outcome, message, evidence: null } : { ...outcome, message }
}
