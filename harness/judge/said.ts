/** What a node said, by kind. Each statement was checked against the schema of its method or event when it came. */
import type { NodeEvidence, Statement } from '../domain/evidence.ts'
import type { EventData, EventName, MethodName, Params, Result } from '../protocol/messages.ts'

export interface Answer<M extends MethodName> {
  readonly params: Params<M>
  readonly askedMs: number
  readonly atMs: number
  readonly result: Result<M>
}

export function answers<M extends MethodName>({ statements }: NodeEvidence, method: M): Answer<M>[] {
  return statements.flatMap((statement) =>
    statement.kind === 'answer' && statement.method === method && statement.result !== null
      ? [statement as Statement & Answer<M>]
      : [],
  )
}

export type Said<E extends EventName> = EventData<E> & { readonly atMs: number }

export function said<E extends EventName>({ statements }: NodeEvidence, name: E): Said<E>[] {
  return statements.flatMap((statement) =>
    statement.kind === 'event' && statement.event === name
      ? [{ ...(statement.data as EventData<E>), atMs: statement.atMs }]
      : [],
  )
}
