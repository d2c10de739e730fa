import { findDiscrepancies } from '../domain/discrepancies.ts'
import { PeerError } from '../domain/errors.ts'
import type { Evidence } from '../domain/evidence.ts'
import { directMessagesBothWays, gossipBothWays, join, subscribe } from './chat.ts'
import { endEvidence, liveConnection, makeContact } from './contact.ts'
import { listenAddress } from './listen-address.ts'
import type { Participant } from './participant.ts'
import type { CellContext, Scenario } from './scenario.ts'

/** The dialer dials one address of the listener; both see the connection, identify, ping and chat. */
export const direct: Scenario = async (context) => {
  const { dialer, listener } = await startBoth(context)
  await subscribe(dialer, listener)
  const address = listener.node.addresses[0] ?? listener.fail('start', 'started without an address to dial')
  const { connection, elapsedMs } = await dialer.askInTime('dial', 'dial', { address })
  if (connection.peerId !== listener.peerId) dialer.fail('dial', `dialled ${address} and reached ${connection.peerId}`)
  context.stopwatch.connected(elapsedMs)
  return await proveConnection(context, dialer, listener)
}

async function startBoth({ cell: { transport }, ipOf, start, tlsFor }: CellContext) {
  const ip = ipOf('listener')
  const tls = transport === 'wss+noise' ? await tlsFor(ip) : undefined
  const secured = tls === undefined ? {} : { tls }
  const trusting = tls === undefined ? {} : { tls: { authority: tls.authority } }
  const [listener, dialer] = await Promise.all([
    start('listener', { transports: [transport], listen: [listenAddress(transport, ip)], ...secured }),
    start('dialer', { transports: [transport], listen: [], ...trusting }),
  ])
  return { listener, dialer }
}

async function proveConnection(
  { cell, stopwatch }: CellContext,
  dialer: Participant<'dialer'>,
  listener: Participant<'listener'>,
): Promise<Evidence> {
  const [dialerContact, listenerContact] = await Promise.all([makeContact(dialer, listener), makeContact(listener, dialer)])
  const chat = await stopwatch.chat(async () =>
    join([await gossipBothWays(dialer, listener), await directMessagesBothWays(dialer, listener)]),
  )
  const [dialerEnd, listenerEnd] = await Promise.all([liveConnection(dialer, listener), liveConnection(listener, dialer)])
  const evidence: Evidence = {
    dialer: endEvidence(dialer, dialerContact, dialerEnd),
    listener: endEvidence(listener, listenerContact, listenerEnd),
    messages: chat.received,
  }
  const discrepancies = findDiscrepancies(
    {
      transport: cell.transport,
      relayed: false,
      dialerPeerId: dialer.peerId,
      listenerPeerId: listener.peerId,
      sent: chat.sent,
    },
    evidence,
  )
  if (discrepancies.length > 0) throw new PeerError(null, 'evidence', discrepancies.join('; '))
  return evidence
}
