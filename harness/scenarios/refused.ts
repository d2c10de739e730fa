import { PeerError } from '../domain/errors.ts'
import type { RefusalEvidence } from '../domain/evidence.ts'
import { transportRow } from '../domain/transport.ts'
import { PeerFailure } from '../peers/peer-failure.ts'
import { withWrongCerthash, withWrongPeerId } from './impostors.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Participant } from './participant.ts'
import type { Scenario } from './scenario.ts'

interface Falsification {
  readonly of: (address: string) => string
  /** With a wrong certificate the handshake never ends, and some libraries can only say that time ran out. */
  readonly mayTimeOut: boolean
}

const falsifications: Readonly<Record<string, Falsification>> = {
  'wrong-peer-id': { of: withWrongPeerId, mayTimeOut: false },
  'wrong-certhash': { of: withWrongCerthash, mayTimeOut: true },
}

/**
 * The dialer is given an address whose peer id, or certificate hash, is not the listener's: a dial that is not
 * refused means that anybody on the way could have answered it. Then another node dials the right address, so that
 * a network that refuses everything is not taken for one that refuses impostors.
 */
export const refused: Scenario = async (context) => {
  const falsification = falsifications[context.cell.qualifiers.with ?? '']
  if (falsification === undefined) throw new Error(`refused has no variant ${context.cell.qualifiers.with}`)
  const [listener, dialer, control] = await Promise.all([
    startServer(context, 'listener'),
    startDialer(context, 'dialer'),
    startDialer(context, 'dialer'),
  ])
  const address = listener.address('start')
  const dialedAddress = falsification.of(address)
  const dialerSays = await refusalOf(dialer, dialedAddress, falsification.mayTimeOut)
  const { elapsedMs } = await control.dial(address)
  context.stopwatch.connected(elapsedMs)
  await listener.waitFor('connection', 'connection-opened', ({ connection }) => connection.peerId === control.peerId)
  await assertNoConnection(dialer)
  const evidence: RefusalEvidence = {
    dialedAddress,
    dialerSays,
    dialerConnections: 0,
    listenerConnections: await listenerConnections(
      listener,
      dialer,
      transportRow(context.cell.transport).listenerIsDoneFirst,
    ),
  }
  return { kind: 'refused', evidence }
}

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

async function assertNoConnection(dialer: Participant): Promise<void> {
  const { connections } = await dialer.ask('evidence', 'connections', {})
  if (connections.length > 0) dialer.fail('refusal', 'has a connection after a dial that it said failed')
}

/**
 * How many connections from the dialer the listener reported. None, except in WebRTC direct: there the listener
 * starts the Noise handshake and is done one message before the dialer learns who it is, so a connection that opens
 * and closes again is what the protocol makes. https://github.com/libp2p/specs/blob/master/webrtc/webrtc-direct.md
 */
async function listenerConnections(listener: Participant, dialer: Participant, mayOpen: boolean): Promise<number> {
  const opened = listener.seen('connection-opened').filter(({ connection }) => connection.peerId === dialer.peerId)
  if (opened.length === 0) return 0
  if (!mayOpen) listener.fail('refusal', 'reports an authenticated connection from a dialer that refused it')
  await Promise.all(
    opened.map(({ connection: { id } }) =>
      listener.waitFor('refusal', 'connection-closed', ({ connection }) => connection.id === id),
    ),
  )
  return opened.length
}
