import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { demultiplex } from './demultiplex.ts'

const pieces = [piece(1, 'one\n'), piece(2, 'oh\n'), piece(1, ''), piece(1, 'two 👋\n')]

test.for([1, 3, 8, 1_000])('output that arrives %i bytes at a time is parted into its two streams', async (size) => {
  const all = Buffer.concat(pieces)
  const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.subarray(at * size, at * size + size),
  )

  expect(await parted(Readable.from(chunks))).toEqual(['one\ntwo 👋\n', 'oh\n'])
})

test('a connection that is lost in mid-piece is the end of what is heard', async () => {
  async function* lost() {
    yield Buffer.concat([piece(1, 'one\n'), piece(1, 'tw').subarray(0, 5)])
    throw new Error('connection reset')
  }
  expect(await parted(Readable.from(lost()))).toEqual(['one\n', ''])
})

test('what nobody reads is not fetched without end', async () => {
  let fetched = 0
  async function* endless() {
    for (;;) {
      fetched++
      yield piece(1, 'x'.repeat(1_000))
    }
  }
  const [source, stdout] = [Readable.from(endless()), new PassThrough({ highWaterMark: 10_000 })]
  const done = demultiplex(source, stdout, new PassThrough())
  await new Promise(setImmediate)
  const before = fetched
  await new Promise(setImmediate)

  expect(fetched).toBe(before)
  expect(stdout.readableLength).toBeLessThan(100_000)
  source.destroy()
  stdout.resume()
  await done
})

function piece(stream: number, text: string): Buffer {
  const content = Buffer.from(text)
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0])
  header.writeUInt32BE(content.length, 4)
  return Buffer.concat([header, content])
}

async function parted(source: Readable): Promise<string[]> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const both = Promise.all([text(stdout), text(stderr)])
  await demultiplex(source, stdout, stderr)
  stdout.end()
  stderr.end()
  return await both
}
