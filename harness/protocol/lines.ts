import { z } from 'zod'
import { plainLine } from '../domain/plain-text.ts'
import {
  answer,
  event,
  events,
  failure,
  type ErrorCode,
  type EventData,
  type EventName,
  type MethodName,
} from './messages.ts'

export type RequestId = number | string

export type PeerEvent = {
  [E in EventName]: { readonly event: E; readonly node: string; readonly at: number; readonly data: EventData<E> }
}[EventName]

/** One line of a peer's stdout, understood by itself. `garbage`: it breaks the protocol, and `why` says how. */
export type PeerLine =
  | { readonly kind: 'answer'; readonly id: RequestId; readonly result: Record<string, unknown> }
  | { readonly kind: 'failure'; readonly id: RequestId | null; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'event'; readonly event: PeerEvent }
  | { readonly kind: 'garbage'; readonly why: string }

export function encodeRequest(id: RequestId, method: MethodName, node: string | undefined, params: object): string {
  return JSON.stringify({ id, method, ...(node === undefined ? {} : { node }), params })
}

export function parsePeerLine(line: string): PeerLine {
  const json = parseJson(line)
  if (json === undefined) return { kind: 'garbage', why: `not a JSON object: ${excerpt(line)}` }
  if ('event' in json) return parseEvent(json)
  if ('error' in json) {
    const parsed = failure.safeParse(json)
    if (!parsed.success) return { kind: 'garbage', why: `malformed error answer: ${explain(parsed.error)}` }
    return { kind: 'failure', id: parsed.data.id, ...parsed.data.error }
  }
  const parsed = answer.safeParse(json)
  if (!parsed.success) return { kind: 'garbage', why: `neither answer, error nor event: ${excerpt(line)}` }
  return { kind: 'answer', ...parsed.data }
}

function parseEvent(json: object): PeerLine {
  const envelope = event.safeParse(json)
  if (!envelope.success) return { kind: 'garbage', why: `malformed event: ${explain(envelope.error)}` }
  const { event: name, node, at } = envelope.data
  const data = events[name].safeParse(envelope.data.data)
  if (!data.success) return { kind: 'garbage', why: `malformed ${name} event: ${explain(data.error)}` }
  return { kind: 'event', event: { event: name, node, at, data: data.data } as PeerEvent }
}

function parseJson(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const mostIssues = 5

/** Zod's issues as one line: `connection.peerId: expected string`. */
export function explain(error: z.ZodError): string {
  const more = error.issues.length - mostIssues
  const rest = more > 0 ? [`and ${more} more`] : []
  return [...error.issues.slice(0, mostIssues).map(explainIssue), ...rest].join('; ')
}

export function explainIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message
}

/** Enough of what a peer said to recognise it by, made safe to show. */
export function excerpt(text: string): string {
  const plain = plainLine(text)
  return plain.length > 120 ? `${plain.slice(0, 120)}…` : plain
}
