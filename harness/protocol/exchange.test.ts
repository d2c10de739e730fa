import { describe, expect, test } from 'vitest'
import { Exchange, type Heard } from './exchange.ts'

describe('every request is answered once, by its own id', () => {
  test('a result, and an error', () => {
    const exchange = new Exchange()
    exchange.asked(1, { method: 'hello' })
    exchange.asked('1', { method: 'hello' })
    expect(say(exchange, '{"id":"1","result":{"a":1}}')).toEqual({
      kind: 'reply',
      id: '1',
      reply: { kind: 'result', result: { a: 1 } },
    })
    expect(say(exchange, '{"id":1,"error":{"code":"failed","message":"no"}}')).toEqual({
      kind: 'reply',
      id: 1,
      reply: { kind: 'error', code: 'failed', message: 'no' },
    })
  })

  test.for([
    ['to an id that was never asked', 'an answer to no request: {"id":2,"result":{}}', '{"id":2,"result":{}}'],
    ['to the same number as a string', 'an answer to no request: {"id":"1","result":{}}', '{"id":"1","result":{}}'],
    [
      'a second time, otherwise',
      'a second answer to one request: {"id":1,"error":{"code":"failed","message":"no"}}',
      '{"id":1,"result":{}}',
      '{"id":1,"error":{"code":"failed","message":"no"}}',
    ],
    [
      'that a line was not understood',
      'did not understand a request: what?',
      '{"id":null,"error":{"code":"invalid","message":"what?"}}',
    ],
  ] as const)('%s is a breach', ([, why, ...lines]) => {
    const exchange = new Exchange()
    exchange.asked(1, { method: 'hello' })
    const heard = lines.map((line) => say(exchange, line))
    expect(heard.at(-1)).toEqual({ kind: 'breach', of: 'answers', why, flood: false, event: undefined })
  })

  test('late, after nobody waits any more, is none; twice late is one', () => {
    const exchange = new Exchange()
    exchange.asked(1, { method: 'dial', node: 'a' })
    exchange.giveUp(1)
    expect(say(exchange, '{"id":1,"result":{}}').kind).toBe('late')
    expect(say(exchange, '{"id":1,"result":{}}').kind).toBe('breach')
  })

  test('with id null where a line asked for that, once; in place of another id, not with both', () => {
    const exchange = new Exchange()
    exchange.asked(null, { method: '' })
    exchange.asked('babble', { method: '' })
    const heard = say(exchange, '{"id":null,"error":{"code":"invalid","message":"what?"}}')
    expect(heard).toMatchObject({ kind: 'reply', id: null })
    exchange.withdraw('babble')
    expect(say(exchange, '{"id":"babble","error":{"code":"invalid","message":"what?"}}').kind).toBe('breach')
    expect(say(exchange, '{"id":null,"error":{"code":"invalid","message":"what?"}}').kind).toBe('breach')
  })

  test('also of ten thousand requests, of which few are remembered', () => {
    const exchange = new Exchange()
    for (let id = 0; id < 10_000; id++) {
      exchange.asked(id, { method: 'hello' })
      say(exchange, `{"id":${id},"result":{}}`)
    }
    expect(why(say(exchange, '{"id":9999,"result":{}}'))).toMatch(/^a second answer/)
    expect(why(say(exchange, '{"id":0,"result":{}}'))).toMatch(/^an answer to no request/)
  })
})

describe('only live nodes report events', () => {
  test('from the request that starts one to the answer that it has stopped', () => {
    const exchange = new Exchange()
    const seen: string[] = []
    const report = () => seen.push(say(exchange, subscribed('a', 1)).kind)
    report()
    exchange.asked(1, { method: 'start', node: 'a' })
    report()
    say(exchange, '{"id":1,"result":{}}')
    report()
    exchange.asked(2, { method: 'stop', node: 'a' })
    report()
    say(exchange, '{"id":2,"result":{}}')
    report()
    exchange.asked(3, { method: 'start', node: 'a' })
    report()
    expect(seen).toEqual(['breach', 'event', 'event', 'event', 'breach', 'event'])
  })

  test('what is said of others says whether they were ever there', () => {
    const exchange = started('a')
    exchange.asked(2, { method: 'stop', node: 'a' })
    say(exchange, '{"id":2,"result":{}}')
    expect(why(say(exchange, subscribed('a', 1)))).toBe('peer-subscribed event of the node a, which has stopped')
    expect(why(say(exchange, subscribed('b', 1)))).toBe('peer-subscribed event of the node b, which was never started')
  })

  test('not one whose start failed; but one whose name was to be used twice', () => {
    const exchange = started('a')
    exchange.asked(2, { method: 'start', node: 'a' })
    say(exchange, '{"id":2,"error":{"code":"invalid","message":"name in use"}}')
    expect(say(exchange, subscribed('a', 1)).kind).toBe('event')
    exchange.asked(3, { method: 'start', node: 'b' })
    say(exchange, '{"id":3,"error":{"code":"failed","message":"port taken"}}')
    expect(say(exchange, subscribed('b', 1)).kind).toBe('breach')
  })

  test('one that was not stopped after all', () => {
    const exchange = started('a')
    exchange.asked(2, { method: 'stop', node: 'a' })
    say(exchange, '{"id":2,"error":{"code":"failed","message":"no"}}')
    expect(say(exchange, subscribed('a', 1)).kind).toBe('event')
  })

  test('one that stopped late', () => {
    const exchange = started('a')
    exchange.asked(2, { method: 'stop', node: 'a' })
    exchange.giveUp(2)
    say(exchange, '{"id":2,"result":{}}')
    expect(say(exchange, subscribed('a', 1)).kind).toBe('breach')
  })
})

describe('the clock of events', () => {
  test.for([
    [['a 1', 'a 1', 'a 2.5'], 0],
    [['a 2', 'a 1.9'], 1],
    [['a 2', 'a 1', 'a 1.5'], 2],
    [['a 150', 'b 51', 'a 150'], 0], // threads of one program may write in another order
    [['a 150', 'b 49'], 1],
  ] as const)('%j: %i breaches', ([reports, breaches]) => {
    const exchange = started('a', 'b')
    const heard = reports.map((report) => {
      const [node = '', at] = report.split(' ')
      return say(exchange, subscribed(node, Number(at)))
    })
    expect(heard.filter(({ kind }) => kind === 'breach')).toHaveLength(breaches)
  })

  test('an event that breaks it is still an event', () => {
    const exchange = started('a')
    say(exchange, subscribed('a', 2))
    expect(say(exchange, subscribed('a', 1))).toMatchObject({
      kind: 'breach',
      of: 'events',
      why: 'the clock of its events ran backwards: peer-subscribed event at 1 after 2',
      event: { event: 'peer-subscribed', at: 1 },
    })
  })
})

describe('floods', () => {
  test('more events of one node than any scenario makes', () => {
    const exchange = started('a', 'b')
    for (let event = 1; event <= 20_000; event++) say(exchange, subscribed('a', event))
    expect(say(exchange, subscribed('b', 20_000)).kind).toBe('event')
    expect(say(exchange, subscribed('a', 20_001))).toMatchObject({
      why: 'more than 20000 events of one node',
      flood: true,
    })
  })

  test('fewer, but long ones', () => {
    const exchange = started('a')
    const long = subscribed('a', 1, 'x'.repeat(1_000_000))
    const heard = Array.from({ length: 34 }, () => say(exchange, long))
    expect(heard.map(({ kind }) => kind).indexOf('breach')).toBe(33)
    expect(heard.at(-1)).toMatchObject({ why: 'more than 32 MiB of events of one node', flood: true })
  })

  test('a line that is too long', () => {
    expect(new Exchange().heard({ kind: 'too-long', text: 'x'.repeat(200) })).toMatchObject({
      of: 'lines',
      why: `a line of more than 1 MiB: ${'x'.repeat(120)}…`,
      flood: true,
    })
  })
})

test.for([
  ['not-utf8', 'not UTF-8: {"a":"\ufffd"}', '{"a":"\ufffd"}'],
  ['unfinished', 'the last line has no end: {"id":1', '{"id":1'],
  ['text', 'not a JSON object: Listening …', 'Listening …'],
] as const)('a line that is no message: %s', ([kind, why, text]) => {
  expect(new Exchange().heard({ kind, text })).toMatchObject({ kind: 'breach', of: 'lines', why, flood: false })
})

test('idle is who has no node and owes no answer that anybody waits for', () => {
  const exchange = new Exchange()
  const seen = [exchange.idle]
  const then = (act: () => void) => {
    act()
    seen.push(exchange.idle)
  }
  then(() => exchange.asked(1, { method: 'start', node: 'a' }))
  then(() => say(exchange, '{"id":1,"result":{}}'))
  then(() => exchange.asked(2, { method: 'stop', node: 'a' }))
  then(() => say(exchange, '{"id":2,"result":{}}'))
  then(() => exchange.asked(3, { method: 'hello' }))
  then(() => exchange.giveUp(3))
  expect(seen).toEqual([true, false, false, false, true, false, true])
})

function say(exchange: Exchange, text: string): Heard {
  return exchange.heard({ kind: 'text', text })
}

function why(heard: Heard): string | undefined {
  return heard.kind === 'breach' ? heard.why : undefined
}

function started(...nodes: readonly string[]): Exchange {
  const exchange = new Exchange()
  for (const node of nodes) {
    exchange.asked(`start ${node}`, { method: 'start', node })
    say(exchange, `{"id":"start ${node}","result":{}}`)
  }
  return exchange
}

function subscribed(node: string, at: number, topic = 'chat'): string {
  return JSON.stringify({ event: 'peer-subscribed', node, at, data: { peerId: 'alice', topic } })
}
