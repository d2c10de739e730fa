import { PassThrough, Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { longestLineBytes, readLog, readOutput, type OutputLine } from './read-lines.ts'

describe('the output of a peer', () => {
  test('in lines of text', async () => {
    expect(await outputOf('{"a":"\u2028"}\n', 'two\r\n')).toEqual([
      { kind: 'text', text: '{"a":"\u2028"}' },
      { kind: 'text', text: 'two\r' },
    ])
  })

  test.for([
    ['a byte that is none', [0x7b, 0xff, 0x7d]],
    ['a surrogate on its own', [0xed, 0xa0, 0xbd]],
    ['an overlong form', [0xc0, 0xaf]],
    ['half a character', [0xe4, 0xb8]],
  ] as const)('that is not UTF-8: %s', async ([, bytes]) => {
    const lines = await outputOf(Buffer.from([...bytes, 0x0a]), 'fine\n')
    expect(lines.map(({ kind }) => kind)).toEqual(['not-utf8', 'text'])
    expect(lines[0]?.text).toContain('\ufffd')
  })

  test('a byte order mark is part of the text', async () => {
    expect(await outputOf('\ufeff{}\n')).toEqual([{ kind: 'text', text: '\ufeff{}' }])
  })

  test('that ends in a line', async () => {
    expect(await outputOf('{"id":1,"res')).toEqual([{ kind: 'unfinished', text: '{"id":1,"res' }])
  })

  test('a line of 1 MiB, and one that never ends', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const whole = [...Array.from({ length: 16 }, () => chunk), '\n']
    expect((await outputOf(...whole)).map(({ kind, text }) => [kind, text.length])).toEqual([
      ['text', longestLineBytes],
    ])
    const endless = Array.from({ length: 500 }, () => chunk)
    expect((await outputOf(...endless)).map(({ kind, text }) => [kind, text.length])).toEqual([
      ['too-long', longestLineBytes],
    ])
  })

  test('of which nobody wants to hear more', async () => {
    const stream = new PassThrough()
    const lines: string[] = []
    const done = readOutput(stream, ({ text }) => {
      lines.push(text)
      stream.destroy()
    })
    stream.write('one\ntwo\nthree\n')
    await done
    expect(lines).toEqual(['one'])
  })

  test('that breaks', async () => {
    const stream = new PassThrough()
    const done = readOutput(stream, () => {})
    stream.destroy(new Error('EIO'))
    await done
  })
})

test('a log is cut and made text, for people to read', async () => {
  const lines: string[] = []
  const log = streamOf('fine\r\n', Buffer.from([0xff, 0x0a]), 'long enough\n', 'last words')
  await readLog(log, (line) => lines.push(line), 10)
  expect(lines).toEqual(['fine', '\ufffd', 'long enoug… (more than 10 bytes)', 'last words'])
})

async function outputOf(...chunks: readonly (string | Buffer)[]): Promise<OutputLine[]> {
  const lines: OutputLine[] = []
  await readOutput(streamOf(...chunks), (line) => lines.push(line))
  return lines
}

function streamOf(...chunks: readonly (string | Buffer)[]): Readable {
  return Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
}
