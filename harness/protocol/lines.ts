import { z } from 'zod'
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

/** One line of a peer's stdout, understood. `garbage`: it breaks the protocol, and `why` says how. */
export type PeerLine =
  | { readonly kind: 'answer'; readonly id: RequestId; readonly result: Record<string, unknown> }
  | { readonly kind: 'failure'; readonly id: RequestId | null; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'event'; readonly event: PeerEvent }
  | { readonly kind: 'garbage'; readonly why: string }

/** Longest line either side may send, in bytes. */
const maxLineBytes = 1024 * 1024

export function encodeRequest(id: RequestId, method: MethodName, node: string | undefined, params: object): string {
  return `${JSON.stringify({ id, method, ...(node === undefined ? {} : { node }), params })}\n`
}

export function parsePeerLine(line: string): PeerLine {
  if (Buffer.byteLength(line) > maxLineBytes)
    return { kind: 'garbage', why: `a line of more than 1 MiB: ${excerpt(line)}` }
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

/** Zod's issues as one line: `connection.peerId: expected string`. */
export function explain(error: z.ZodError): string {
  return error.issues.map(explainIssue).join('; ')
}

export function explainIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message
}

/** Enough of a line to recognise it by. */
export function excerpt(line: string): string {
  return line.length > 120 ? `${line.slice(0, 120)}…` : line
}
