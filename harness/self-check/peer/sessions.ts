import type { Connection, EventData } from '../../protocol/messages.ts'
import type { Emit } from './emit.ts'
import type { Link } from './network.ts'
import { Refusal } from './refusal.ts'
import { Session, type Handlers } from './session.ts'

/** Who else has an interest in connections. */
export interface Observer {
  add(session: Session): void
  remove(session: Session): void
}

/** The live connections of one node: opened and closed are reported, and who the remote is. */
export class Sessions {
  readonly #live = new Set<Session>()
  readonly #emit: Emit
  readonly #handlers: Handlers
  readonly #observer: Observer
  #opened = 0

  constructor(emit: Emit, handlers: Handlers, observer: Observer) {
    this.#emit = emit
    this.#handlers = handlers
    this.#observer = observer
  }

  all(): Session[] {
    return [...this.#live]
  }

  /** The best connection to that peer: one that is not limited, if there is. */
  to(peerId: string): Session | undefined {
    const found = this.all().filter((session) => session.peerId === peerId)
    return found.find(({ limited }) => !limited) ?? found[0]
  }

  demand(peerId: string): Session {
    const session = this.to(peerId)
    if (session === undefined) throw new Refusal('failed', `not connected to ${peerId}`)
    return session
  }

  open(link: Link, seen: Omit<Connection, 'id'>): Session {
    const connection = { id: `connection-${++this.#opened}`, ...seen }
    const session = new Session(link, connection)
    this.#live.add(session)
    this.#emit('connection-opened', { connection })
    this.#observer.add(session)
    session.serve(this.#handlers) // what it says of topics may be waiting already
    void link.closed.then(() => this.#closed(session))
    void this.#identify(session)
    return session
  }

  async close(): Promise<void> {
    const closing = this.all()
    for (const { link } of closing) link.close()
    await Promise.all(closing.map(({ link }) => link.closed))
  }

  #closed(session: Session): void {
    this.#live.delete(session)
    this.#observer.remove(session)
    this.#emit('connection-closed', { connection: session.connection, reason: null })
  }

  async #identify(session: Session): Promise<void> {
    const identity = await session.ask({ ask: 'identify' }).catch(() => undefined) // closed before it was known
    if (identity === undefined) return
    this.#emit('identified', { ...(identity as Omit<EventData<'identified'>, 'peerId'>), peerId: session.peerId })
  }
}
