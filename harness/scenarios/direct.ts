import { directMessagesBothWays, gossipBothWays, join, subscribe } from './chat.ts'
import { chatWithEvidence } from './contact.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Scenario } from './scenario.ts'
import { directTies } from './ties.ts'

/** The dialer dials one address of the listener; both see the connection, identify, ping and chat. */
export const direct: Scenario = async (context) => {
  const { cell, stopwatch } = context
  const [listener, dialer] = await Promise.all([startServer(context, 'listener'), startDialer(context, 'dialer')])
  await subscribe(dialer, listener)
  const { elapsedMs } = await dialer.dial(listener.address('start'))
  stopwatch.connected(elapsedMs)
  return await chatWithEvidence(directTies(cell.transport, dialer, listener), () =>
    stopwatch.chat(async () =>
      join([await gossipBothWays(dialer, listener), await directMessagesBothWays(dialer, listener)]),
    ),
  )
}
