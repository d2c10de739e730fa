import type { Role } from '../domain/role.ts'
import type { Transport } from '../domain/transport.ts'
import type { CellContext, NodeOrder } from './context.ts'
import type { Participant } from './participant.ts'

/** A node that listens on the cell's transport, or another one. */
export async function startServer<R extends Role>(
  { cell, start }: CellContext,
  role: R,
  options: NodeOrder['options'] = {},
  transport: Transport = cell.transport,
): Promise<Participant<R>> {
  return await start(role, { transports: [transport], listens: [transport], options })
}

/** A node that only dials. */
export async function startDialer<R extends Role>(
  { cell, start }: CellContext,
  role: R,
  options: NodeOrder['options'] = {},
): Promise<Participant<R>> {
  return await start(role, { transports: [cell.transport], listens: [], options })
}

/** Stopped means stopped: both ends have seen their connection to it close. */
export async function stopRelay(relay: Participant, ...ends: readonly Participant[]): Promise<void> {
  await relay.stop()
  const closed = ends
    .filter((end) => end.seen('connection-opened').some(({ connection }) => connection.peerId === relay.peerId))
    .map(
      async (end) =>
        await end.waitFor('relay-stop', 'connection-closed', ({ connection }) => connection.peerId === relay.peerId),
    )
  await Promise.all(closed)
}
