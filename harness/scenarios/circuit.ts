import type { CircuitLimit } from '../domain/evidence.ts'
import type { Link } from '../judge/arrangement.ts'
import type { StartOptions } from '../protocol/messages.ts'
import type { CellContext } from './context.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Participant } from './participant.ts'

type RelayServer = NonNullable<NonNullable<StartOptions['relay']>['server']>

interface Circuit {
  readonly relay: Participant<'relay'>
  readonly dialer: Participant<'dialer'>
  readonly listener: Participant<'listener'>
  /** What the listener read in its reservation. */
  readonly announced: CircuitLimit | null
  /** Dials the listener through the relay. Milliseconds, as the dialer measured it. */
  dial(): Promise<number>
}

/** A relay, a listener that has reserved a slot on it, and a dialer that knows where. */
export async function throughRelay(
  context: CellContext,
  server: RelayServer,
  course: Link['course'],
): Promise<Circuit> {
  const { cell, arranged } = context
  const client = { relay: { client: true } }
  const [relay, listener, dialer] = await Promise.all([
    startServer(context, 'relay', { relay: { server } }),
    startDialer(context, 'listener', client),
    startDialer(context, 'dialer', client),
  ])
  const at = relay.address('start')
  arranged.link(listener, relay, cell.transport, 'lives', { address: at })
  const { addresses, limit } = await listener.askInTime('reserve', 'reserve', { relay: at })
  const address = addresses[0] ?? listener.fail('reserve', 'has a reservation, but no address to be dialled at')
  return {
    relay,
    dialer,
    listener,
    announced: limit,
    async dial() {
      arranged.link(dialer, relay, cell.transport, 'lives', { address: at })
      arranged.link(dialer, listener, 'circuit', course, { relay, address })
      return (await dialer.dial(address)).elapsedMs
    },
  }
}
