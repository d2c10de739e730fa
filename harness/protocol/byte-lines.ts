/** A line in bytes, without its end. */
export type ByteLine =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  /** Longer than the limit: its beginning. What follows, up to its end, is dropped. */
  | { readonly kind: 'too-long'; readonly bytes: Buffer }
  /** The stream ended in it. */
  | { readonly kind: 'unfinished'; readonly bytes: Buffer }

const newline = 0x0a

/**
 * Cuts what a stream brings into lines. A line ends at `\n` and nowhere else, and one that is too long is given out as
 * soon as that is known: whatever comes, no more than `limit` bytes are held.
 */
export class ByteLines {
  readonly #limit: number
  /** The line so far, in the first `length` bytes. */
  #held = Buffer.alloc(0)
  #length = 0
  #dropping = false

  constructor(limit: number) {
    this.#limit = limit
  }

  *push(chunk: Buffer): Generator<ByteLine> {
    let from = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      yield* this.#hold(chunk.subarray(from, end))
      if (!this.#dropping) yield { kind: 'whole', bytes: this.#take() }
      this.#dropping = false
      from = end + 1
    }
    yield* this.#hold(chunk.subarray(from))
  }

  /** The stream has ended. */
  *end(): Generator<ByteLine> {
    if (this.#length > 0) yield { kind: 'unfinished', bytes: this.#take() }
  }

  *#hold(part: Buffer): Generator<ByteLine> {
    if (this.#dropping) return
    const fitting = part.subarray(0, this.#limit - this.#length)
    this.#makeRoom(this.#length + fitting.length)
    fitting.copy(this.#held, this.#length)
    this.#length += fitting.length
    if (fitting.length === part.length) return
    this.#dropping = true
    yield { kind: 'too-long', bytes: this.#take() }
  }

  /** Doubles, so that a line that comes byte by byte is not copied as often. */
  #makeRoom(bytes: number): void {
    if (bytes <= this.#held.length) return
    const roomier = Buffer.allocUnsafe(Math.min(this.#limit, Math.max(bytes, 2 * this.#held.length, 1024)))
    this.#held.copy(roomier, 0, 0, this.#length)
    this.#held = roomier
  }

  /** A copy, since the room is used again. */
  #take(): Buffer {
    const bytes = Buffer.from(this.#held.subarray(0, this.#length))
    this.#length = 0
    return bytes
  }
}
