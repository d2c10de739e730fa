import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { checkPeer } from '../harness/cli/check-peer.ts'
import type { RuleResult } from '../harness/conformance/check.ts'
import { scriptedPeer } from './peers/run-liars.ts'
import { running } from './peers/running.ts'

const oneInDirect = 'two of it connect and chat, on evidence of both ends: tcp+noise'
const allLines = 'all along: every line on stdout was a well-formed message: JSON in UTF-8, at most 1 MiB, ended by \\n'
const allAnswers = 'all along: every request was answered once, by its own id, and nothing else was'
const allEvents = 'all along: only live nodes reported events, by a clock that does not run backwards'
const junk = 'lines that are not requests: id null, invalid, and the program goes on'
const crash = 'exited with exit code 1; its last words:\nSyntaxError: Unexpected token'
const noAnswerThere =
  'dials that can not succeed: no answer there: failed or timeout in time, and other requests are answered meanwhile'

/** Every rule that a behaviour breaks, and no other. */
const broken: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  panics: {
    'hello: answers hello within 5 s, in protocol 1':
      'exited with exit code 101; its last words:\nthread main panicked: no such device',
  },
  garbage: {
    'hello: answers hello within 5 s, in protocol 1':
      'no answer to hello within 5000 ms\nnot a JSON object: Listening on port <port>, have fun!',
  },
  'hello-wrong-protocol': {
    'hello: answers hello within 5 s, in protocol 1': 'malformed answer to hello: protocol: Invalid input: expected 1',
  },
  'never-starts': { 'nodes: start answers once the node can be used': 'no answer to start within 15000 ms' },
  'unsupported-but-declared': {
    'nodes: start answers once the node can be used':
      'answered start with unsupported: tcp+noise was left out of this build',
  },
  'crashes-on-junk': {
    [`${junk}: text that is no JSON`]: crash,
    [`${junk}: JSON that is not an object`]: crash,
    [`${junk}: a line of a million characters`]: crash,
    [`${junk}: an empty line (or says nothing)`]: crash,
  },
  'ignores-unknown-options': {
    'requests that are wrong: unknown option: invalid, and the option is named':
      'answered with the result {"peerId":"<peer id>","addresses":[]}, not with invalid',
  },
  'ignores-key-seed': {
    'nodes: a key seed makes the peer id that belongs to it': `seed ${'0'.repeat(63)}1 made <peer id>, not <peer id>`,
    [oneInDirect]: '<end>, start: the <end> started as <peer id>, and its key belongs to <peer id>',
  },
  'stops-nothing': {
    'nodes: stop frees the port and the name':
      'after stop, port <port> is not free: listen EADDRINUSE: address already in use 127.0.0.1:<port>',
  },
  'ignores-timeouts': { [noAnswerThere]: 'no answer to dial within 4000 ms' },
  'one-at-a-time': { [noAnswerThere]: 'no answer to connections within 1000 ms' },
  'trusts-anybody': {
    'dials that can not succeed: somebody else listens there: failed, and the listener has no connection, for each transport':
      'tcp+noise: answered with the result {"connection":{"id":"<link>","peerId":"<peer id>",…, not with failed',
  },
  'wrong-security': {
    [oneInDirect]:
      "both ends, evidence: the dialer's connection has security /plaintext/2.0.0, not /noise; the listener's connection has security /plaintext/2.0.0, not /noise",
  },
  'garbage-in-dial': {
    [oneInDirect]: '<one end>, dial: broke the peer protocol: not a JSON object: dialling, hold on',
    [allLines]: thrice('not a JSON object: dialling, hold on'),
  },
  'answers-twice': {
    [oneInDirect]: 'listener, start: broke the peer protocol: a second answer to one request: …',
    [allAnswers]: thrice('a second answer to one request: …'),
  },
  'answers-nobody': {
    [oneInDirect]: 'broke the peer protocol: an answer to no request: {"id":"nobody","result":{}}',
    [allAnswers]: thrice('an answer to no request: {"id":"nobody","result":{}}'),
  },
  'reports-a-stranger': {
    [oneInDirect]:
      '<one end>, dial: broke the peer protocol: <some> event of the node stranger, which was never started',
    [allEvents]: thrice('<some> event of the node stranger, which was never started'),
  },
  'clock-runs-backwards': {
    [oneInDirect]: '<one end>, dial: broke the peer protocol: the clock of its events ran backwards: …',
    [allEvents]: thrice('the clock of its events ran backwards: …'),
  },
  'not-utf8': {
    [oneInDirect]: '<one end>, dial: broke the peer protocol: not UTF-8: …',
    [allLines]: thrice('not UTF-8: …'),
  },
  'text-and-base64': {
    [oneInDirect]:
      '<one end>, gossip: broke the peer protocol: malformed message event: expected exactly one of text and base64',
  },
  'base64-of-text': {
    [oneInDirect]:
      '<one end>, gossip: broke the peer protocol: malformed message event: expected text, since the bytes in base64 are valid UTF-8',
  },
  'endless-line': {
    'nodes: start answers once the node can be used':
      'breaks the protocol without end: a line of more than 1 MiB: xxx…\na line of more than 1 MiB: xxx…',
  },
  'hangs-at-close': {
    'its end, with connections open: end of input: gone within 5 s, with exit code 0':
      'no end of the program within 5000 ms',
    'its end, with connections open: SIGTERM: gone within 5 s': 'no end of the program within 5000 ms',
  },
}

describe.concurrent('check-peer', { timeout: 120_000 }, () => {
  test('an honest peer', async ({ expect }) => {
    const { code, text } = await checked('honest', { json: false })
    expect(masked(text)).toMatchInlineSnapshot(`
      "hello
        ✓ answers hello within 5 s, in protocol 1                                   scripted 1.0.0, <node>
        ✓ answers with the id of the request, a number or a string
        ✓ lines end at \\n and nowhere else: U+2028, U+2029 and U+0085 are text, a lone \\r is white space
        ✓ takes no params for empty params

      lines that are not requests: id null, invalid, and the program goes on
        ✓ text that is no JSON
        ✓ JSON that is not an object
        ✓ an object without an id
        ✓ an id that is neither number nor string
        ✓ an object without a method (its own id will do)
        ✓ params that are not an object (its own id will do)
        ✓ bytes that are no UTF-8
        ✓ a line of a million characters
        ✓ an empty line (or says nothing)

      nodes
        ✓ start answers once the node can be used
        ✓ start answers bound ports and /p2p/<its peer id>, for each transport that listens  tcp+noise
        ✓ port already taken: failed                                                listen EADDRINUSE: address already in use 127.0.0.1:<port>
        ✓ address of another machine: failed                                        listen EADDRNOTAVAIL: address not available 203.0.113.1
        ✓ a key seed makes the peer id that belongs to it
        ✓ without a key seed, every node is somebody else
        ✓ stop frees the port and the name
        ✓ 50 nodes start at once, listen and stop                                   in <n> ms

      requests that are wrong
        ✓ unknown method: unsupported                                               no method levitate
        ✓ unknown option: invalid, and the option is named                          Unrecognized key: "levitation"
        ✓ option of another type: invalid                                           keySeed: Invalid input: expected string, received number
        ✓ option missing: invalid                                                   transports: Invalid input: expected array, received undefined
        ✓ no such node: invalid                                                     no node nobody
        ✓ no node where the method concerns one: invalid                            connections needs a node
        ✓ node name in use: invalid, and the first node lives on                    there is a node node-63 already
        ✓ malformed multiaddr to listen on: invalid
        ✓ malformed multiaddr to dial: invalid
        ✓ transport that is not declared: unsupported                               tcp+tls, ws+noise, wss+noise, quic-v1, webtransport, webrtc-direct
        ✓ transport of no such name: unsupported or invalid                         transports.0: Invalid option: expected one of "tcp+noise"|"tcp+tls"|"ws+noise"|"wss+noise"|"quic-v1"|"webtransport"|"webrtc-direct"|"webrtc"
        – wss listener without a certificate: invalid                               it declares no wss listener

      dials that can not succeed
        ✓ nobody listens there: failed (over UDP also timeout) in time, for each transport  tcp+noise
        ✓ somebody else listens there: failed, and the listener has no connection, for each transport  tcp+noise
        ✓ no answer there: failed or timeout in time, and other requests are answered meanwhile  tcp+noise
        ✓ the remote is killed while connected: connection-closed, and the program goes on  tcp+noise

      two of it connect and chat, on evidence of both ends
        ✓ tcp+noise                                                                 connected in <n> ms, chatted for <n> ms
        – tcp+tls                                                                   it does not declare both to dial and to listen
        – ws+noise                                                                  it does not declare both to dial and to listen
        – wss+noise                                                                 it does not declare both to dial and to listen
        – quic-v1                                                                   it does not declare both to dial and to listen
        – webtransport                                                              it does not declare both to dial and to listen
        – webrtc-direct                                                             it does not declare both to dial and to listen

      its end, with connections open
        ✓ end of input: gone within 5 s, with exit code 0
        ✓ SIGTERM: gone within 5 s                                                  exit code 0
        ✓ closed output: gone within 5 s                                            exit code 0

      all along
        ✓ every line on stdout was a well-formed message: JSON in UTF-8, at most 1 MiB, ended by \\n
        ✓ every request was answered once, by its own id, and nothing else was
        ✓ only live nodes reported events, by a clock that does not run backwards

      7 not applicable
      43 passed, 0 failed
      "
    `)
    expect(code).toBe(0)
  })

  test.for(Object.entries(broken))('%s', async ([behaviour, expected]) => {
    const { code, text, left } = await checked(behaviour, { json: true })
    const { rules } = JSON.parse(text) as { rules: RuleResult[] }
    const failed = rules.filter(({ result }) => result === 'fail')
    expect(
      Object.fromEntries(failed.map(({ family, rule, why }) => [`${family}: ${rule}`, masked(why ?? '')])),
    ).toEqual(expected)
    expect([code, left]).toEqual([1, []])
  })

  test('line separators in texts, and white space between them, break nothing', async ({ expect }) => {
    const { code, text } = await checked('separators-in-lines', { json: false })
    expect([code, text.trimEnd().split('\n').at(-1)]).toEqual([0, '43 passed, 0 failed'])
  })

  test('why a rule failed stands below it', async () => {
    const { text } = await checked('panics', { json: false })
    expect(text.split('\n').slice(0, 6)).toEqual([
      'hello',
      '  ✗ answers hello within 5 s, in protocol 1',
      '      exited with exit code 101; its last words:',
      '      thread main panicked: no such device',
      `  – ${'answers with the id of the request, a number or a string'.padEnd(72)}  it does not say hello`,
      '  – lines end at \\n and nowhere else: U+2028, U+2029 and U+0085 are text, a lone \\r is white space  it does not say hello',
    ])
    expect(text.split('\n').slice(-2)).toEqual(['0 passed, 1 failed', ''])
  })

  test('a command that is not there', async () => {
    const check = checkPeer(
      { command: ['./no-such-peer'], json: false },
      io(() => {}),
    )
    await expect(check).rejects.toMatchObject({
      name: 'UserError',
      message: 'failed to execute ./no-such-peer: No such file or directory',
      hint: 'Write the command after `--`, as you would run it here.',
    })
  })

  test('an interrupt ends it at once, and leaves nothing behind', async () => {
    const interrupt = new AbortController()
    const mark = randomUUID()
    const command = [process.execPath, scriptedPeer, 'never-answers', mark]
    const check = checkPeer({ command, json: false }, { ...io(() => {}), signal: interrupt.signal })
    interrupt.abort(new Error('interrupted'))
    await expect(check).rejects.toThrow('interrupted')
    expect(await running(mark)).toEqual([])
  })
})

async function checked(behaviour: string, { json }: { json: boolean }) {
  const mark = randomUUID()
  let text = ''
  const command = [process.execPath, scriptedPeer, behaviour, mark]
  const code = await checkPeer(
    { command, json },
    io((chunk) => (text += chunk)),
  )
  return { code, text, left: await running(mark) }
}

function io(write: (text: string) => void) {
  return { env: process.env, cwd: tmpdir(), signal: new AbortController().signal, stdout: { write } }
}

function thrice(breach: string): string {
  return [breach, breach, breach, 'and <n> more'].join('\n')
}

function masked(text: string): string {
  return text
    .replaceAll(/(second answer to one request|not UTF-8|ran backwards): .*/g, '$1: …')
    .replaceAll(/[\w-]+(?= event of the node stranger)/g, '<some>')
    .replaceAll(/xxx+/g, 'xxx')
    .replaceAll(/^(dialer|listener)(?=, (gossip|dial): broke)/gm, '<one end>')
    .replaceAll(/12D3KooW\w+/g, '<peer id>')
    .replaceAll(/,"remoteAddress[^…]*…/g, ',…')
    .replaceAll(/(dialer|listener), start: the \1/g, '<end>, start: the <end>') // both do the same; one is first
    .replaceAll(/"link-\d+"/g, '"<link>"')
    .replaceAll(/(port |127\.0\.0\.1:)\d+/g, '$1<port>')
    .replaceAll(/and \d+ more/g, 'and <n> more')
    .replaceAll(/[\d.]+ ms(?=,|$)/gm, (ms) => (/^\d+000 ms$/.test(ms) ? ms : '<n> ms'))
    .replaceAll(process.version, '<node>')
}
