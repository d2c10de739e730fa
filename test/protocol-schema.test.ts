import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { peerProtocolJsonSchema } from '../harness/protocol/json-schema.ts'

const file = path.join(import.meta.dirname, '../docs/peer-protocol.schema.json')
const regenerate = 'node harness/protocol/generate.ts && make format'

test('docs/peer-protocol.schema.json is what harness/protocol/messages.ts says', async () => {
  const committed = JSON.parse(await readFile(file, 'utf8')) as object
  expect(committed, `Regenerate it: ${regenerate}\n`).toEqual(peerProtocolJsonSchema())
})

describe('the schema, for those who check their peer with it', () => {
  const ajv = new Ajv2020({ strict: false, formats: { starts_with: true } })
  const isMessage = ajv.compile(peerProtocolJsonSchema())

  test.for([
    { id: 7, method: 'hello' },
    { id: 'a#1', method: 'dial', node: 'a', params: { address: '/ip4/127.0.0.1/tcp/1', timeoutMs: 1000 } },
    { id: 7, result: { rttMs: 1 } },
    { id: null, error: { code: 'invalid', message: 'no request' } },
    { event: 'message', node: 'a', at: 1.5, data: { topic: 't', author: 'x', receivedFrom: 'y', text: 'hi' } },
  ])('%j is a message', (message) => {
    expect(isMessage(message)).toBe(true)
  })

  test.for([
    { id: 7, method: 'levitate' },
    { method: 'hello' },
    { id: 7, error: { code: 'oops', message: '' } },
    { event: 'message', data: {} },
    [],
  ])('%j is none', (message) => {
    expect(isMessage(message)).toBe(false)
  })

  test('params of a method have no room for unknown options', () => {
    const isDial = ajv.compile({ ...peerProtocolJsonSchema(), anyOf: [{ $ref: '#/$defs/dial.params' }] })
    const params = { address: '/ip4/127.0.0.1/tcp/1', timeoutMs: 1000 }
    expect([isDial(params), isDial({ ...params, levitation: true }), isDial({ address: params.address })]).toEqual([
      true,
      false,
      false,
    ])
  })
})
