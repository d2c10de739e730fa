import { Inbox } from '../peer/inbox.ts'
import type { Link, SocketAddress } from '../peer/network.ts'

type Count = (from: SocketAddress, to: SocketAddress, bytes: number) => void

/** The two ends of a link; every message is counted on its way. */
export function linkPair(from: SocketAddress, to: SocketAddress, count: Count): [Link, Link] {
  const ends: [MemoryLink, MemoryLink] = [new MemoryLink(from, to, count), new MemoryLink(to, from, count)]
  ends[0].peer = ends[1]
  ends[1].peer = ends[0]
  return ends
}

class MemoryLink implements Link {
  readonly local: SocketAddress
  readonly remote: SocketAddress
  readonly closed: Promise<void>
  peer: MemoryLink | undefined
  readonly #count: Count
  readonly #markClosed: () => void
  readonly #inbox = new Inbox()
  #open = true

  constructor(local: SocketAddress, remote: SocketAddress, count: Count) {
    this.local = local
    this.remote = remote
    this.#count = count
    const { promise, resolve } = Promise.withResolvers<void>()
    this.closed = promise
    this.#markClosed = resolve
  }

  send(message: object): void {
    if (!this.#open) return
    const line = JSON.stringify(message)
    this.#count(this.local, this.remote, Buffer.byteLength(line))
    queueMicrotask(() => this.peer?.arrive(line))
  }

  receive(receiver: ((message: object) => void) | undefined): void {
    this.#inbox.receive(receiver)
  }

  arrive(line: string): void {
    if (this.#open) this.#inbox.arrive(JSON.parse(line) as object)
  }

  close(): void {
    this.end()
    queueMicrotask(() => this.peer?.end())
  }

  end(): void {
    this.#open = false
    this.#markClosed()
  }
}
