import type { Readable } from 'node:stream'

/** A line longer than that is not one that anyone waits for. */
const longestLine = 4096

/** The first line that a stream brings, without its end; what there is if the stream ends before; '' if nothing came. */
export function firstLine(stream: Readable): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  let text = ''
  const read = (chunk: Buffer) => {
    text += chunk.toString()
    if (text.includes('\n') || text.length > longestLine) finish()
  }
  const finish = () => {
    stream.off('data', read).off('close', finish)
    resolve(text.split('\n')[0] ?? '')
  }
  stream.on('data', read).on('close', finish)
  return promise
}
