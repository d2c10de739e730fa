import { describe, expect, test } from 'vitest'
import { ByteLines, type ByteLine } from './byte-lines.ts'

describe('lines end at \\n and nowhere else', () => {
  test.for([
    [['one\ntwo\n'], ['whole one', 'whole two']],
    [
      ['\n\na\n', '\n'],
      ['whole ', 'whole ', 'whole a', 'whole '],
    ],
    [
      ['o', 'n', 'e', '\n', 'tw', 'o\n'],
      ['whole one', 'whole two'],
    ],
    [
      ['a\rb\u2028c\u2029d\u0085e\v\f\n', 'crlf\r\n'],
      ['whole a\rb\u2028c\u2029d\u0085e\v\f', 'whole crlf\r'],
    ],
    [['one\nunfinished'], ['whole one', 'unfinished unfinished']],
    [[''], []],
    [[], []],
  ])('%j', ([chunks, expected]) => {
    expect(linesOf(100, chunks ?? [])).toEqual(expected)
  })

  test('wherever the bytes of a character are parted', () => {
    const text = Buffer.from('世界\n👋\n')
    const lines = linesOf(
      100,
      Array.from(text, (byte) => Buffer.of(byte)),
    )
    expect(lines).toEqual(['whole 世界', 'whole 👋'])
  })
})

describe('a line that is too long', () => {
  test('is given out before it ends, once, and what follows it is read again', () => {
    const lines = new ByteLines(4)
    expect([...lines.push(Buffer.from('1234'))]).toEqual([])
    expect(show([...lines.push(Buffer.from('5'))])).toEqual(['too-long 1234'])
    expect([...lines.push(Buffer.from('678901234567'))]).toEqual([])
    expect(show([...lines.push(Buffer.from('x\nnext\n'))])).toEqual(['whole next'])
  })

  test('is one byte longer than the limit, without its end', () => {
    expect(linesOf(4, ['1234\n12345\n1\n'])).toEqual(['whole 1234', 'too-long 1234', 'whole 1'])
  })

  test('is not reported again when the stream ends in it', () => {
    expect(linesOf(4, ['12345', '678'])).toEqual(['too-long 1234'])
  })

  test('takes no more memory than the limit, however it comes', () => {
    const lines = new ByteLines(1024)
    const before = process.memoryUsage().arrayBuffers
    for (let byte = 0; byte < 1_000_000; byte++) for (const _ of lines.push(Buffer.of(120))) continue
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })
})

test('bytes of a line stay as they are when the next ones come', () => {
  const lines = new ByteLines(100)
  const [first] = [...lines.push(Buffer.from('first\n'))]
  lines.push(Buffer.from('other\n')).next()
  expect(first?.bytes.toString()).toBe('first')
})

function linesOf(limit: number, chunks: readonly (string | Buffer)[]): string[] {
  const lines = new ByteLines(limit)
  return show([...chunks.flatMap((chunk) => [...lines.push(Buffer.from(chunk))]), ...lines.end()])
}

function show(lines: readonly ByteLine[]): string[] {
  return lines.map(({ kind, bytes }) => `${kind} ${bytes.toString()}`)
}
