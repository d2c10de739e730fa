import { once } from 'node:events'
import type { PassThrough, Readable } from 'node:stream'

/** Each piece of output has a header of 8 bytes: which stream it is of, and its length. */
const headerLength = 8

/**
 * Parts the output of a container without a terminal into its stdout and stderr. It reads on when what it has read is
 * taken: output that nobody reads stays in the engine. Ends neither: the connection may be lost while the program goes on.
 */
export async function demultiplex(source: Readable, stdout: PassThrough, stderr: PassThrough): Promise<void> {
  try {
    let rest = Buffer.alloc(0)
    for await (const chunk of source as AsyncIterable<Buffer>) {
      rest = await passOn(Buffer.concat([rest, chunk]), stdout, stderr)
    }
  } catch {
    // The connection was lost; the program's end is told by another.
  }
}

/** Passes on the pieces that are whole, and returns the rest. */
async function passOn(data: Buffer, stdout: PassThrough, stderr: PassThrough): Promise<Buffer<ArrayBuffer>> {
  let at = 0
  while (data.length - at >= headerLength) {
    const end = at + headerLength + data.readUInt32BE(at + 4)
    if (end > data.length) break
    await write(data[at] === 2 ? stderr : stdout, data.subarray(at + headerLength, end))
    at = end
  }
  return Buffer.from(data.subarray(at))
}

async function write(stream: PassThrough, piece: Buffer): Promise<void> {
  if (stream.destroyed || stream.write(piece)) return
  await Promise.race([once(stream, 'drain'), once(stream, 'close')])
}
