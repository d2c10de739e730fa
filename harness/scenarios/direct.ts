import { directMessagesBothWays, gossipBothWays, join, subscribe } from './chat.ts'
import { concludeEvidence, directClaim, makeContact } from './contact.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Scenario } from './scenario.ts'

/** The dialer dials one address of the listener; both see the connection, identify, ping and chat. */
export const direct: Scenario = async (context) => {
  const { cell, stopwatch } = context
  const [listener, dialer] = await Promise.all([startServer(context, 'listener'), startDialer(context, 'dialer')])
  await subscribe(dialer, listener)
  const { elapsedMs } = await dialer.dial(listener.address('start'))
  stopwatch.connected(elapsedMs)
  const [dialerContact, listenerContact] = await Promise.all([
    makeContact(dialer, listener),
    makeContact(listener, dialer),
  ])
  const chat = await stopwatch.chat(async () =>
    join([await gossipBothWays(dialer, listener), await directMessagesBothWays(dialer, listener)]),
  )
  const evidence = await concludeEvidence(
    {
      at: dialer,
      remote: listener,
      contact: dialerContact,
      claim: directClaim(cell.transport, dialer, listener, 'outbound'),
    },
    {
      at: listener,
      remote: dialer,
      contact: listenerContact,
      claim: directClaim(cell.transport, listener, dialer, 'inbound'),
    },
    chat,
  )
  return { kind: 'connected', evidence }
}
