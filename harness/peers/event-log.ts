import type { EventData, EventName } from '../protocol/messages.ts'
import type { PeerEvent } from '../protocol/lines.ts'

interface Waiter {
  readonly matches: (event: PeerEvent) => boolean
  readonly resolve: (event: PeerEvent) => void
}

/** Everything that happened in one node so far; waiting for an event finds past ones too, so none can be missed. */
export class EventLog {
  readonly #events: PeerEvent[] = []
  readonly #waiters = new Set<Waiter>()

  add(event: PeerEvent): void {
    this.#events.push(event)
    for (const waiter of this.#waiters) {
      if (!waiter.matches(event)) continue
      this.#waiters.delete(waiter)
      waiter.resolve(event)
    }
  }

  all<E extends EventName>(name: E): EventData<E>[] {
    return this.#events.filter((event) => event.event === name).map((event) => event.data as EventData<E>)
  }

  /** The first event of that name that matches, past or to come. Never rejects: race it against a deadline. */
  first<E extends EventName>(name: E, matches: (data: EventData<E>) => boolean): Promise<EventData<E>> {
    const isIt = (event: PeerEvent) => event.event === name && matches(event.data as EventData<E>)
    const past = this.#events.find(isIt)
    if (past !== undefined) return Promise.resolve(past.data as EventData<E>)
    return new Promise((resolve) => {
      this.#waiters.add({ matches: isIt, resolve: (event) => resolve(event.data as EventData<E>) })
    })
  }
}
