import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** What scripted nodes say to each other; nothing of it is libp2p. */
export type Wire =
  | { readonly kind: 'hello'; readonly peerId: string; readonly expecting?: string }
  | { readonly kind: 'subscribe'; readonly topic: string }
  | { readonly kind: 'gossip'; readonly topic: string; readonly text: string }
  | { readonly kind: 'ping'; readonly id: number }
  | { readonly kind: 'direct'; readonly id: number; readonly text: string }
  | { readonly kind: 'done'; readonly id: number }

let links = 0

/** JSON Lines over one plain TCP socket between two nodes that take each other's word. */
export class Link {
  readonly id = `link-${++links}`
  readonly direction: 'inbound' | 'outbound'
  readonly closed: Promise<unknown>
  readonly #socket: Socket
  readonly #waiting = new Map<number, () => void>()
  #asked = 0

  constructor(socket: Socket, direction: 'inbound' | 'outbound') {
    this.#socket = socket
    this.direction = direction
    socket.on('error', () => {}) // `closed` says it
    this.closed = new Promise((resolve) => socket.once('close', resolve)) // not `once`, which an error rejects
  }

  get remoteAddress(): string {
    return `/ip4/${this.#socket.remoteAddress}/tcp/${this.#socket.remotePort}`
  }

  get localAddress(): string {
    return `/ip4/${this.#socket.localAddress}/tcp/${this.#socket.localPort}`
  }

  send(message: Wire): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`)
  }

  onMessage(receive: (message: Wire) => void): void {
    const lines = createInterface({ input: this.#socket }).on('error', () => {}) // it passes on those of the socket
    lines.on('line', (line) => {
      const message = JSON.parse(line) as Wire
      if (message.kind === 'done') this.#waiting.get(message.id)?.()
      else receive(message)
    })
  }

  /** Resolves when the other end says `done`; rejects when the link closes before that. */
  ask(message: { kind: 'ping' } | { kind: 'direct'; text: string }): Promise<void> {
    const id = ++this.#asked
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.set(id, resolve)
    void this.closed.then(() => reject(new Error('the connection closed')))
    this.send({ ...message, id })
    return promise
  }

  close(): void {
    this.#socket.destroy()
  }
}
