import type { Connection } from '../../protocol/messages.ts'
import type { Ask, Frame, Tell } from './messages.ts'
import type { Link } from './network.ts'
import { Refusal } from './refusal.ts'

/** What a node does with what comes over a connection. */
export interface Handlers {
  answer(session: Session, ask: Ask): Promise<object>
  hear(session: Session, tell: Tell): void
}

/** One connection of two nodes that know each other. */
export class Session {
  /** As the peer protocol reports it. */
  readonly connection: Connection
  readonly link: Link
  readonly #waiting = new Map<number, PromiseWithResolvers<object>>()
  #closed: Refusal | undefined
  #asked = 0

  constructor(link: Link, connection: Connection) {
    this.link = link
    this.connection = connection
  }

  get peerId(): string {
    return this.connection.peerId
  }

  get limited(): boolean {
    return this.connection.limited === true
  }

  /** Takes what arrives from now on, and what has been waiting. */
  serve(handlers: Handlers): void {
    void this.link.closed.then(() => this.#fail(new Refusal('failed', 'the connection was closed')))
    this.link.receive((message) => void this.#receive(message as Frame, handlers))
  }

  /** Rejects if the remote refuses, or the connection closes first. */
  async ask(body: Ask): Promise<object> {
    if (this.#closed !== undefined) throw this.#closed
    const id = ++this.#asked
    const waiting = Promise.withResolvers<object>()
    this.#waiting.set(id, waiting)
    this.link.send({ kind: 'ask', id, body } satisfies Frame)
    return await waiting.promise
  }

  tell(body: Tell): void {
    this.link.send({ kind: 'tell', body } satisfies Frame)
  }

  close(): void {
    this.link.close()
  }

  async #receive(frame: Frame, handlers: Handlers): Promise<void> {
    switch (frame.kind) {
      case 'ask':
        return this.link.send(await answerTo(frame.id, handlers.answer(this, frame.body)))
      case 'answer':
        return this.#waiting.get(frame.id)?.resolve(frame.body)
      case 'refuse':
        return this.#waiting.get(frame.id)?.reject(new Refusal('failed', frame.message))
      case 'tell':
        return handlers.hear(this, frame.body)
    }
  }

  #fail(reason: Refusal): void {
    this.#closed = reason
    for (const { promise, reject } of this.#waiting.values()) {
      promise.catch(() => {}) // who asked may have stopped waiting
      reject(reason)
    }
    this.#waiting.clear()
  }
}

async function answerTo(id: number, answer: Promise<object>): Promise<Frame> {
  try {
    return { kind: 'answer', id, body: await answer }
  } catch (error) {
    return { kind: 'refuse', id, message: error instanceof Error ? error.message : String(error) }
  }
}
