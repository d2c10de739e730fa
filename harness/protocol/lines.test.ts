import { describe, expect, test } from 'vitest'
import { encodeRequest, excerpt, parsePeerLine } from './lines.ts'

const connection = {
  id: 'c1',
  peerId: '12D3KooWtheOther',
  remoteAddress: '/ip4/127.0.0.1/tcp/4001',
  localAddress: null,
  direction: 'outbound',
  security: '/noise',
  muxer: null,
  limited: false,
}

describe('encodeRequest', () => {
  test('one line of JSON, with the node where there is one', () => {
    expect(encodeRequest(7, 'dial', 'a', { address: '/ip4/127.0.0.1/tcp/1', timeoutMs: 5 })).toBe(
      '{"id":7,"method":"dial","node":"a","params":{"address":"/ip4/127.0.0.1/tcp/1","timeoutMs":5}}',
    )
    expect(encodeRequest('h', 'hello', undefined, {})).toBe('{"id":"h","method":"hello","params":{}}')
  })

  test('a line break in a text stays within the line', () => {
    expect(encodeRequest(1, 'publish', 'a', { topic: 't', text: 'one\ntwo' }).split('\n')).toHaveLength(1)
  })
})

describe('parsePeerLine', () => {
  test.for([
    ['{"id":7,"result":{"rttMs":1}}', { kind: 'answer', id: 7, result: { rttMs: 1 } }],
    ['{"id":"a#1","result":{}}', { kind: 'answer', id: 'a#1', result: {} }],
    [
      '{"id":7,"error":{"code":"failed","message":"connection refused"}}',
      { kind: 'failure', id: 7, code: 'failed', message: 'connection refused' },
    ],
    [
      '{"id":null,"error":{"code":"invalid","message":"no request"}}',
      { kind: 'failure', id: null, code: 'invalid', message: 'no request' },
    ],
    [
      JSON.stringify({ event: 'connection-opened', node: 'a', at: 1.5, data: { connection } }),
      { kind: 'event', event: { event: 'connection-opened', node: 'a', at: 1.5, data: { connection } } },
    ],
    [
      '{"event":"message","node":"a","at":1,"data":{"topic":"t","author":"x","receivedFrom":"y","base64":"/w=="}}',
      {
        kind: 'event',
        event: {
          event: 'message',
          node: 'a',
          at: 1,
          data: { topic: 't', author: 'x', receivedFrom: 'y', base64: '/w==' },
        },
      },
    ],
  ] as const)('%s', ([line, expected]) => {
    expect(parsePeerLine(line)).toEqual(expected)
  })

  test('a field that this harness does not know yet is not a breach', () => {
    expect(parsePeerLine('{"id":1,"result":{"rttMs":1},"trace":"abc"}').kind).toBe('answer')
  })

  test.for([
    ['', 'not a JSON object: '],
    ['Listening on 4001', 'not a JSON object: Listening on 4001'],
    ['[1]', 'not a JSON object: [1]'],
    ['null', 'not a JSON object: null'],
    ['{"id":1}', 'neither answer, error nor event: {"id":1}'],
    ['{"id":1.5,"result":{}}', 'neither answer, error nor event: {"id":1.5,"result":{}}'],
    [
      '{"id":1,"error":{"code":"oops","message":""}}',
      'malformed error answer: error.code: Invalid option: expected one of "unsupported"|"invalid"|"failed"|"timeout"',
    ],
    [
      '{"event":"message","at":1,"data":{}}',
      'malformed event: node: Invalid input: expected string, received undefined',
    ],
    [
      JSON.stringify({
        event: 'connection-opened',
        node: 'a',
        at: 1,
        data: { connection: { ...connection, limited: 'no' } },
      }),
      'malformed connection-opened event: connection.limited: Invalid input: expected boolean, received string',
    ],
    [
      '{"event":"direct-message","node":"a","at":-1,"data":{}}',
      'malformed event: at: Too small: expected number to be >=0',
    ],
  ])('garbage: %s', ([line, why]) => {
    expect(parsePeerLine(line ?? '')).toEqual({ kind: 'garbage', why })
  })
})

test('excerpt keeps short lines and cuts long ones', () => {
  expect(excerpt('short')).toBe('short')
  expect(excerpt('x'.repeat(121))).toBe(`${'x'.repeat(120)}…`)
})
