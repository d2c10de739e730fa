import { PeerError } from '../domain/errors.ts'
import { parseAddress } from '../domain/address.ts'
import { transports, transportRow } from '../domain/transport.ts'
import { flowsTo } from '../judge/wire.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import type { CellContext } from './context.ts'
import { withWrongCerthash, withWrongPeerId } from './impostors.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Participant } from './participant.ts'
import { scenarioWithVariants } from './scenario.ts'

interface Falsification {
  readonly of: (address: string) => string
  /** With a wrong certificate the handshake never ends, and some libraries can only say that time ran out. */
  readonly mayTimeOut: boolean
}

const direct = transports.filter((transport) => transportRow(transport).listen !== null)
const certified = direct.filter((transport) => transportRow(transport).certhash)

/**
 * The dialer is given an address whose peer id, or certificate hash, is not the listener's: a dial that is not
 * refused means that anybody on the way could have answered it. It has to say so and open nothing; what the listener
 * may have opened meanwhile has to close by itself, and nothing else may come of it. Then another node dials the right
 * address, so that a network that refuses everything is not taken for one that refuses impostors.
 */
export const refused = scenarioWithVariants<Falsification>({
  summary: 'a dial to an address with a wrong peer id, or a wrong certificate hash, is refused',
  transports: direct,
  roles: { dialer: ['dial'], listener: ['listen'] },
  variants: {
    'wrong-peer-id': { parameters: { of: withWrongPeerId, mayTimeOut: false }, waits: ['webrtc-direct'] },
    'wrong-certhash': {
      parameters: { of: withWrongCerthash, mayTimeOut: true },
      transports: certified,
      waits: certified,
    },
  },
  stages: ['refusal', 'dial', 'connection'],
  async play(context, { of, mayTimeOut }) {
    const { cell, arranged, stopwatch } = context
    const [listener, dialer, control] = await Promise.all([
      startServer(context, 'listener'),
      startDialer(context, 'dialer'),
      startDialer(context, 'dialer'),
    ])
    const address = listener.address('start')
    const dialedAddress = of(address)
    arranged.link(dialer, listener, cell.transport, 'refused', { address: dialedAddress })
    const dialerSays = await refusalOf(dialer, dialedAddress, mayTimeOut)
    await demandPackets(context, dialer, listener, address)
    arranged.link(control, listener, cell.transport, 'lives', { address })
    stopwatch.connected((await control.dial(address)).elapsedMs)
    await listener.waitFor('connection', 'connection-opened', ({ connection }) => connection.peerId === control.peerId)
    const listenerLearnt = await awaitEndOf(listener, dialer)
    return { kind: 'refused', refusal: { dialedAddress, dialerSays, listenerLearnt } }
  },
})

/** What the dialer says of the dial; a dialer that says nothing has not refused. */
async function refusalOf(dialer: Participant, address: string, mayTimeOut: boolean): Promise<string> {
  try {
    await dialer.askInTime('refusal', 'dial', { address })
  } catch (error) {
    const failure = error instanceof PeerError ? error.cause : undefined
    const refused =
      failure instanceof PeerFailure && (failure.code === 'failed' || (mayTimeOut && failure.code === 'timeout'))
    if (refused) return failure.message
    throw error
  }
  return dialer.fail('refusal', `connected to ${address}, though somebody else is there`)
}

/** Who never dialled has refused nobody. */
async function demandPackets(
  { wire }: CellContext,
  dialer: Participant,
  listener: Participant,
  address: string,
): Promise<void> {
  const [witness, port] = [await wire(), parseAddress(address).port]
  if ('missing' in witness || port === null) return
  const { sent } = flowsTo(dialer.evidence(), listener.evidence(), port, witness.flows)
  if (sent === 0) dialer.fail('refusal', 'refused without a dial: no packet of it went to the listener')
}

/** Whether the listener learnt who dialled: then that connection has to close, without anybody's doing. */
async function awaitEndOf(listener: Participant, dialer: Participant): Promise<boolean> {
  const opened = listener.seen('connection-opened').filter(({ connection }) => connection.peerId === dialer.peerId)
  await Promise.all(
    opened.map(
      async ({ connection: { id } }) =>
        await listener.waitFor('refusal', 'connection-closed', ({ connection }) => connection.id === id),
    ),
  )
  return opened.length > 0
}
