import type { Role } from '../domain/outcome.ts'
import { listenAddress, transportRow, type Transport } from '../domain/transport.ts'
import type { StartOptions } from '../protocol/messages.ts'
import type { Participant } from './participant.ts'
import type { CellContext } from './scenario.ts'

type Options = Pick<StartOptions, 'relay' | 'stunServers'>

/** A node that listens on the cell's transport, or another one. */
export async function startServer<R extends Role>(
  { cell, ipOf, start, tlsFor }: CellContext,
  role: R,
  options: Options = {},
  transport: Transport = cell.transport,
): Promise<Participant<R>> {
  const ip = ipOf(role)
  const tls = transportRow(transport).tls ? { tls: await tlsFor(ip) } : {}
  return await start(role, { transports: [transport], listen: [listenAddress(transport, ip)], ...tls, ...options })
}

/** A node that only dials, and trusts the run's CA. */
export async function startDialer<R extends Role>(
  { cell: { transport }, ipOf, start, tlsFor }: CellContext,
  role: R,
  options: Options = {},
): Promise<Participant<R>> {
  const tls = transportRow(transport).tls ? { tls: { authority: (await tlsFor(ipOf(role))).authority } } : {}
  return await start(role, { transports: [transport], listen: [], ...tls, ...options })
}
