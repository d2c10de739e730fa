import { excerpt, type PeerEvent } from './lines.ts'

interface LiveNode {
  /** Of its last event. */
  at: number
  events: number
  /** Characters of its events. */
  size: number
}

interface Problem {
  readonly why: string
  /** There is no room for more. */
  readonly flood: boolean
  /** The event itself may be listened to. */
  readonly counts: boolean
}

/** Far more than any scenario makes one node report. */
const mostEvents = 20_000
const mostCharacters = 32 * 1024 * 1024

/** Threads of a program may stamp their events in one order and write them in another, but not by that much. */
const mostDisorderMs = 100

/** Which nodes of a program may report events: from the request that starts one to the answer that it has stopped. */
export class LiveNodes {
  readonly #live = new Map<string, LiveNode>()
  readonly #stopped = new Set<string>()
  #latest = 0

  /** False: there is one of that name already. */
  claim(name: string): boolean {
    if (this.#live.has(name)) return false
    this.#live.set(name, { at: 0, events: 0, size: 0 })
    this.#stopped.delete(name)
    return true
  }

  gone(name: string): void {
    if (this.#live.delete(name)) this.#stopped.add(name)
  }

  get none(): boolean {
    return this.#live.size === 0
  }

  /** Takes note of an event, in so many characters; what is wrong with it, if anything is. */
  report({ event, node: name, at }: PeerEvent, size: number): Problem | undefined {
    const node = this.#live.get(name)
    if (node === undefined) {
      const what = this.#stopped.has(name) ? 'has stopped' : 'was never started'
      return problem(`${event} event of the node ${excerpt(name)}, which ${what}`)
    }
    node.events += 1
    node.size += size
    if (node.events > mostEvents) return flood(`more than ${mostEvents} events of one node`)
    if (node.size > mostCharacters) return flood(`more than ${mostCharacters / 1024 / 1024} MiB of events of one node`)
    const earliest = Math.max(node.at, this.#latest - mostDisorderMs)
    node.at = Math.max(node.at, at)
    this.#latest = Math.max(this.#latest, at)
    if (at >= earliest) return undefined
    const why = `the clock of its events ran backwards: ${event} event at ${at} after ${earliest}`
    return { why, flood: false, counts: true }
  }
}

function problem(why: string): Problem {
  return { why, flood: false, counts: false }
}

function flood(why: string): Problem {
  return { why, flood: true, counts: false }
}
