import type { Readable } from 'node:stream'
import { ByteLines, type ByteLine } from './byte-lines.ts'

/** Longest line that either side may send, in bytes, without its end. */
export const longestLineBytes = 1024 * 1024

/** A line of a peer's stdout. Only `text` may be a message; the others have as much as can be shown of them. */
export interface OutputLine {
  readonly kind: 'text' | 'not-utf8' | Exclude<ByteLine['kind'], 'whole'>
  readonly text: string
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lossy = new TextDecoder('utf-8', { ignoreBOM: true })

/** Reads a peer's stdout. Resolves when it is closed. */
export async function readOutput(stream: Readable, onLine: (line: OutputLine) => void): Promise<void> {
  await readLines(stream, longestLineBytes, ({ kind, bytes }) => {
    if (kind !== 'whole') return onLine({ kind, text: lossy.decode(bytes) })
    const text = decoded(bytes)
    onLine(text === undefined ? { kind: 'not-utf8', text: lossy.decode(bytes) } : { kind: 'text', text })
  })
}

/**
 * Reads what people are to read, such as stderr or the output of a compiler: a line that is too long is cut, and bytes
 * that are not UTF-8 are replaced. Resolves when the stream is closed.
 */
export async function readLog(stream: Readable, onLine: (line: string) => void, limit = 64 * 1024): Promise<void> {
  await readLines(stream, limit, ({ kind, bytes }) => {
    const text = lossy.decode(bytes).replace(/\r$/, '')
    onLine(kind === 'too-long' ? `${text}… (more than ${limit} bytes)` : text)
  })
}

function readLines(stream: Readable, limit: number, onLine: (line: ByteLine) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const lines = new ByteLines(limit)
  const emit = (some: Iterable<ByteLine>) => {
    for (const line of some) {
      if (stream.destroyed) return // whoever heard the line before wants to hear no more
      onLine(line)
    }
  }
  stream.on('data', (chunk: Buffer) => emit(lines.push(chunk)))
  stream.on('end', () => emit(lines.end()))
  stream.on('error', () => {}) // `close` follows
  stream.on('close', resolve)
  return promise
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}
