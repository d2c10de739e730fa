import type { CircuitLimit, Cut } from '../domain/evidence.ts'
import { PeerError } from '../domain/errors.ts'
import { stretched } from '../time/deadline.ts'
import { throughRelay } from './circuit.ts'
import type { CellContext } from './context.ts'
import type { Participant } from './participant.ts'
import { scenarioWithVariants } from './scenario.ts'

const kibibyte = 1024

/** Well under what any library takes in one message, and enough to pass the limit soon. */
const chunk = 'x'.repeat(8 * kibibyte)

/** How much later than the limit a circuit may be cut, by bytes in flight and by timers. */
const grace = { bytes: 64 * kibibyte, ms: 3_000 }

interface Limit {
  readonly seconds: number
  readonly bytes: number
  /** Which of the two cuts the circuit. */
  readonly cutBy: 'seconds' | 'bytes'
}

/**
 * The relay announces the limits that it was set to, and cuts a circuit there, in both ends' view: each is judged.
 * https://github.com/libp2p/specs/blob/master/relay/circuit-v2.md#reservation
 */
export const limits = scenarioWithVariants<Limit>({
  summary: 'the relay announces the limits of a circuit, and cuts it when one is passed',
  transports: ['tcp+noise'],
  roles: {
    dialer: ['relay-client', 'dial', 'direct-messages'],
    listener: ['relay-client', 'dial', 'direct-messages'],
    relay: ['relay-server', 'listen'],
  },
  variants: {
    data: { parameters: { seconds: 120, bytes: 64 * kibibyte, cutBy: 'bytes' } },
    duration: { parameters: { seconds: 2, bytes: 128 * kibibyte, cutBy: 'seconds' }, waits: ['tcp+noise'] },
  },
  stages: ['reserve', 'dial', 'limit', 'cut'],
  async play(context, limit) {
    const server = { circuitSeconds: limit.seconds, circuitBytes: limit.bytes }
    const { relay, dialer, listener, announced, dial } = await throughRelay(context, server, 'ends')
    const { clock } = relay.node.program
    const dialedMs = clock.now()
    context.stopwatch.connected(await dial())
    const openMs = clock.now() - dialedMs
    const closed = [awaitCut(dialer, listener, dialedMs), awaitCut(listener, dialer, dialedMs)] as const
    for (const one of closed) one.catch(() => {}) // awaited below, if the cell gets that far
    const acknowledgedBytes =
      limit.cutBy === 'bytes'
        ? await fill(context, dialer, listener, limit, closed)
        : await send(context, dialer, listener)
    const [dialerAfterMs, listenerAfterMs] = await Promise.all(closed)
    const cut: Cut = {
      configured: { seconds: limit.seconds, bytes: limit.bytes },
      announced,
      dialerAfterMs,
      listenerAfterMs,
      deliveredBytes: deliveredBytes(listener, dialer),
    }
    const graceMs = openMs + stretched(grace.ms, clock) // the circuit opened at some moment of the dial
    const [wrongCut, wrongAnnouncement] = [cutComplaint(limit, cut, graceMs), announcementComplaint(cut)]
    const lost = acknowledgedBytes - cut.deliveredBytes
    if (lost > 0) {
      throw new PeerError(null, 'cut', `the listener reported ${lost} bytes less than it answered to the dialer`)
    }
    if (wrongCut !== null) relay.fail('cut', [wrongCut, wrongAnnouncement].filter(Boolean).join('; and it '))
    // Either the relay announced it, or the client that reserved read something else.
    if (wrongAnnouncement !== null) throw new PeerError(null, 'limit', `the relay ${wrongAnnouncement}`)
    return { kind: 'cut', cut }
  },
})

/** Milliseconds from the dial until that end reports that its circuit closed. */
async function awaitCut(end: Participant, remote: Participant, dialedMs: number): Promise<number> {
  await end.waitFor('cut', 'connection-closed', ({ connection }) => connection.peerId === remote.peerId)
  return end.node.program.clock.now() - dialedMs
}

/**
 * Sends until the circuit is cut: the send that finds it cut fails, and is not at fault. Answers how many bytes were
 * acknowledged.
 */
async function fill(
  context: CellContext,
  from: Participant,
  to: Participant,
  limit: Limit,
  closed: readonly Promise<unknown>[],
): Promise<number> {
  let isCut = false
  const noteCut = () => (isCut = true)
  void Promise.race(closed).then(noteCut, noteCut)
  const most = limit.bytes + grace.bytes
  let acknowledged = 0
  while (acknowledged <= most && !isCut) {
    const taken = await send(context, from, to)
    if (taken === 0) break
    acknowledged += taken
  }
  return acknowledged
}

/** Sends one chunk over the circuit. Answers how many bytes of it were acknowledged. */
async function send({ arranged }: CellContext, from: Participant, to: Participant): Promise<number> {
  arranged.message({ kind: 'direct', from: from.name, to: to.name, text: chunk, arrival: 'at-most-once' })
  return await from.askInTime('direct-message', 'direct-message', { peerId: to.peerId, text: chunk }).then(
    ({ status }) => (status === 200 ? chunk.length : 0),
    () => 0,
  )
}

function deliveredBytes(to: Participant, from: Participant): number {
  return to
    .seen('direct-message')
    .filter((message) => message.from === from.peerId)
    .reduce((bytes, { text }) => bytes + (text?.length ?? 0), 0)
}

/** A client whose library does not say what it read says nothing against the relay. */
function announcementComplaint({ configured, announced }: Cut): string | null {
  if (announced === null) return null
  if (announced.seconds === configured.seconds && announced.bytes === configured.bytes) return null
  return `was set to ${describe(configured)}, and the client that reserved read ${describe(announced)}`
}

function cutComplaint({ cutBy, seconds, bytes }: Limit, cut: Cut, graceMs: number): string | null {
  const set = `with ${describe(cut.configured)}`
  if (cutBy === 'bytes') {
    const tooLittle = bytes / 2 // some count both directions together, and all count overhead
    if (cut.deliveredBytes < tooLittle) return `cut the circuit after ${cut.deliveredBytes} bytes, ${set}`
    if (cut.deliveredBytes > bytes + grace.bytes) return `let ${cut.deliveredBytes} bytes through, ${set}`
    return null
  }
  const [firstMs, lastMs] = [cut.dialerAfterMs, cut.listenerAfterMs].sort((a, b) => a - b) as [number, number]
  if (cut.deliveredBytes < chunk.length) return `cut the circuit after ${cut.deliveredBytes} bytes, ${set}`
  if (firstMs < 750 * seconds) return `cut the circuit after ${Math.round(firstMs)} ms, ${set}`
  if (lastMs > 1_000 * seconds + graceMs) return `cut the circuit only after ${Math.round(lastMs)} ms, ${set}`
  return null
}

function describe(limit: CircuitLimit): string {
  return `a limit of ${limit.seconds} s and ${limit.bytes} bytes`
}
