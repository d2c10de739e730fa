import type { PeerEvent } from '../protocol/lines.ts'
import type { EventData, EventName } from '../protocol/messages.ts'

/** An event as the program reported it, and when the harness read it (milliseconds on its own monotonic clock). */
export type LoggedEvent = PeerEvent & { readonly receivedMs: number }

interface Waiter {
  readonly matches: (event: PeerEvent) => boolean
  readonly resolve: (event: PeerEvent) => void
}

/** Everything that happened in one node so far; waiting for an event finds past ones too, so none can be missed. */
export class EventLog {
  readonly #entries: LoggedEvent[] = []
  readonly #waiters = new Set<Waiter>()

  add(event: PeerEvent, receivedMs: number): void {
    this.#entries.push({ ...event, receivedMs })
    for (const waiter of this.#waiters) {
      if (!waiter.matches(event)) continue
      this.#waiters.delete(waiter)
      waiter.resolve(event)
    }
  }

  /** All events, in the order in which they came. */
  get entries(): readonly LoggedEvent[] {
    return this.#entries
  }

  /** How many waits for an event to come there are. */
  get waiting(): number {
    return this.#waiters.size
  }

  all<E extends EventName>(name: E): EventData<E>[] {
    return this.#entries.filter((event) => event.event === name).map((event) => event.data as EventData<E>)
  }

  /** The first event of that name that matches, past or to come. Rejects with the signal's reason. */
  async first<E extends EventName>(
    name: E,
    matches: (data: EventData<E>) => boolean,
    signal: AbortSignal,
  ): Promise<EventData<E>> {
    const isIt = (event: PeerEvent) => event.event === name && matches(event.data as EventData<E>)
    const found = this.#entries.find(isIt) ?? (await this.#next(isIt, signal))
    return found.data as EventData<E>
  }

  #next(matches: (event: PeerEvent) => boolean, signal: AbortSignal): Promise<PeerEvent> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const waiter = { matches, resolve }
      this.#waiters.add(waiter)
      const onAbort = () => {
        this.#waiters.delete(waiter)
        reject(signal.reason)
      }
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }
}
