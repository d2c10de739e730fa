import { LiveNodes } from './live-nodes.ts'
import { excerpt, parsePeerLine, type PeerEvent, type RequestId } from './lines.ts'
import type { ErrorCode } from './messages.ts'
import type { OutputLine } from './read-lines.ts'

/** What a program answered to a request. */
export type Reply =
  | { readonly kind: 'result'; readonly result: Record<string, unknown> }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly message: string }

/** Which part of the protocol is broken: how a line has to be, answers to requests, or what nodes report. */
export type BreachOf = 'lines' | 'answers' | 'events'

/** A line of a program, understood in the light of everything said before it. */
export type Heard =
  | { readonly kind: 'reply'; readonly id: RequestId | null; readonly reply: Reply }
  /** The answer to a request that is no longer waited for. */
  | { readonly kind: 'late' }
  | { readonly kind: 'event'; readonly event: PeerEvent }
  | Breach

export interface Breach {
  readonly kind: 'breach'
  readonly of: BreachOf
  readonly why: string
  /** It said more than there is room for, and goes on. */
  readonly flood: boolean
  /** The event that broke a rule, where it says something all the same. */
  readonly event: PeerEvent | undefined
}

/** What a request is about, as far as it matters for what may be said next. */
export interface Asked {
  readonly method: string
  readonly node?: string | undefined
}

interface Request extends Asked {
  /** It is the one that makes the node's name be in use. */
  readonly claims: boolean
  awaited: boolean
}

/** How many answered requests are remembered, to tell a second answer from one to no request. */
const remembered = 1_000

/**
 * The rules of a conversation with one program: every request is answered once, by its own id; only live nodes report
 * events, each by a clock that does not run backwards. Knows nothing of processes: it hears what is asked and heard.
 */
export class Exchange {
  /** Not answered so far. */
  readonly #requests = new Map<RequestId | null, Request>()
  readonly #answered = new Set<RequestId | null>()
  readonly #nodes = new LiveNodes()

  /** A request goes out. With id null: something that may be answered so. */
  asked(id: RequestId | null, { method, node }: Asked): void {
    const claims = method === 'start' && node !== undefined && this.#nodes.claim(node)
    this.#answered.delete(id)
    this.#requests.set(id, { method, node, claims, awaited: true })
  }

  /** Nobody waits for the answer any more. It may still come. */
  giveUp(id: RequestId | null): void {
    const request = this.#requests.get(id)
    if (request !== undefined) request.awaited = false
  }

  /** Something else was answered in its place: this one must not be answered as well. */
  withdraw(id: RequestId | null): void {
    this.#requests.delete(id)
  }

  /** Nothing is asked of the program: no answer is awaited and no node is there. */
  get idle(): boolean {
    return this.#nodes.none && !this.#requests.values().some(({ awaited }) => awaited)
  }

  heard(line: OutputLine): Heard {
    const broken = brokenLine(line)
    if (broken !== undefined) return broken
    const message = parsePeerLine(line.text)
    switch (message.kind) {
      case 'answer':
        return this.#reply(message.id, { kind: 'result', result: message.result }, line.text)
      case 'failure':
        return this.#reply(message.id, { kind: 'error', code: message.code, message: message.message }, line.text)
      case 'event':
        return this.#event(message.event, line.text)
      case 'garbage':
        return breach('lines', message.why)
    }
  }

  #reply(id: RequestId | null, reply: Reply, line: string): Heard {
    const request = this.#requests.get(id)
    if (request === undefined) return breach('answers', this.#unasked(id, reply, line))
    this.#requests.delete(id)
    this.#answered.add(id)
    if (this.#answered.size > remembered) this.#answered.delete(this.#answered.values().next().value ?? null)
    this.#follow(request, reply)
    return request.awaited ? { kind: 'reply', id, reply } : { kind: 'late' }
  }

  #unasked(id: RequestId | null, reply: Reply, line: string): string {
    if (this.#answered.has(id)) return `a second answer to one request: ${excerpt(line)}`
    if (id === null && reply.kind === 'error') return `did not understand a request: ${excerpt(reply.message)}`
    return `an answer to no request: ${excerpt(line)}`
  }

  /** What the answer says about the node. */
  #follow({ method, node, claims }: Request, { kind }: Reply): void {
    if (node === undefined) return
    if (method === 'start' && claims && kind === 'error') this.#nodes.gone(node)
    if (method === 'stop' && kind === 'result') this.#nodes.gone(node)
  }

  #event(event: PeerEvent, line: string): Heard {
    const problem = this.#nodes.report(event, line.length)
    if (problem === undefined) return { kind: 'event', event }
    const { why, flood, counts } = problem
    return { kind: 'breach', of: 'events', why, flood, event: counts ? event : undefined }
  }
}

function brokenLine({ kind, text }: OutputLine): Heard | undefined {
  switch (kind) {
    case 'text':
      return undefined
    case 'too-long':
      return { ...breach('lines', `a line of more than 1 MiB: ${excerpt(text)}`), flood: true }
    case 'not-utf8':
      return breach('lines', `not UTF-8: ${excerpt(text)}`)
    case 'unfinished':
      return breach('lines', `the last line has no end: ${excerpt(text)}`)
  }
}

function breach(of: BreachOf, why: string): Breach {
  return { kind: 'breach', of, why, flood: false, event: undefined }
}
