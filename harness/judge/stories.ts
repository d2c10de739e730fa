import type { NodeEvidence } from '../domain/evidence.ts'
import type { Connection } from '../protocol/messages.ts'
import { answers, said } from './said.ts'

/** One time that a node spoke of a connection. */
export interface Mention {
  readonly in: 'dial' | 'connection-opened' | 'connections' | 'connection-closed'
  readonly atMs: number
  readonly connection: Connection
}

/** All that a node said of one connection, by the id that it gave it. */
export interface Story {
  readonly id: string
  readonly mentions: readonly [Mention, ...Mention[]]
}

/** In the order in which the connections were first mentioned. */
export function storiesOf(node: NodeEvidence): Story[] {
  const dialled = answers(node, 'dial').map(({ atMs, result }) => mention('dial', atMs, result.connection))
  const opened = said(node, 'connection-opened').map((event) =>
    mention('connection-opened', event.atMs, event.connection),
  )
  const closed = said(node, 'connection-closed').map((event) =>
    mention('connection-closed', event.atMs, event.connection),
  )
  const listed = answers(node, 'connections').flatMap(({ atMs, result }) =>
    result.connections.map((connection) => mention('connections', atMs, connection)),
  )
  const inOrder = [...dialled, ...opened, ...closed, ...listed].toSorted((a, b) => a.atMs - b.atMs)
  return [...Map.groupBy(inOrder, ({ connection }) => connection.id)].flatMap(([id, [first, ...others]]) =>
    first === undefined ? [] : [{ id, mentions: [first, ...others] }],
  )
}

function mention(where: Mention['in'], atMs: number, connection: Connection): Mention {
  return { in: where, atMs, connection }
}

/** The connection as it was first spoken of; others than the first are judged by `selfContradictions`. */
export function connectionOf({ mentions: [first] }: Story): Connection {
  return first.connection
}

export function isClosed({ mentions }: Story): boolean {
  return mentions.some((one) => one.in === 'connection-closed')
}
