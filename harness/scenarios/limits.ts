import type { CircuitLimit, CutEvidence } from '../domain/evidence.ts'
import { startDialer, startServer } from './nodes.ts'
import type { Participant } from './participant.ts'
import type { Scenario } from './scenario.ts'

const kibibyte = 1024
const configured: Readonly<Record<string, CircuitLimit>> = {
  data: { seconds: 120, bytes: 64 * kibibyte },
  duration: { seconds: 2, bytes: 128 * kibibyte },
}

/** Well under what any library takes in one message, and enough to pass the limit soon. */
const chunk = 'x'.repeat(8 * kibibyte)

/** How much later than the limit a circuit may be cut, by bytes in flight and by timers. */
const grace = { bytes: 64 * kibibyte, ms: 3_000 }

/**
 * The relay cuts a circuit at the limit it announced, in both ends' view.
 * https://github.com/libp2p/specs/blob/master/relay/circuit-v2.md#reservation
 */
export const limits: Scenario = async (context) => {
  const variant = context.cell.qualifiers.with ?? ''
  const limit = configured[variant]
  if (limit === undefined) throw new Error(`limits has no variant ${variant}`)
  const { dialer, listener, announced, relay, dialedMs } = await connectThrough(context, limit)
  const closed = [dialer, listener].map(async (end, index) => {
    const remote = index === 0 ? listener : dialer
    await end.waitFor('cut', 'connection-closed', ({ connection }) => connection.peerId === remote.peerId)
    return performance.now() - dialedMs
  })
  for (const one of closed) one.catch(() => {}) // told where it is awaited, if the cell gets that far
  if (variant === 'data') await fill(dialer, listener, limit, closed)
  const [dialerAfterMs = 0, listenerAfterMs = 0] = await Promise.all(closed)
  const evidence: CutEvidence = {
    configured: limit,
    announced,
    dialerAfterMs,
    listenerAfterMs,
    deliveredBytes: deliveredBytes(listener, dialer),
  }
  judgeAnnouncement(relay, limit, announced)
  judgeCut(relay, variant, evidence)
  return { kind: 'cut', evidence }
}

async function connectThrough(context: Parameters<Scenario>[0], limit: CircuitLimit) {
  const client = { relay: { client: true } }
  const [relay, listener, dialer] = await Promise.all([
    startServer(context, 'relay', {
      relay: { server: { circuitSeconds: limit.seconds ?? 0, circuitBytes: limit.bytes ?? 0 } },
    }),
    startDialer(context, 'listener', client),
    startDialer(context, 'dialer', client),
  ])
  const reservation = await listener.askInTime('reserve', 'reserve', { relay: relay.address('start') })
  const address =
    reservation.addresses[0] ?? listener.fail('reserve', 'has a reservation, but no address to be dialled at')
  const dialedMs = performance.now()
  const { elapsedMs } = await dialer.dial(address)
  context.stopwatch.connected(elapsedMs)
  return { relay, listener, dialer, dialedMs, announced: reservation.limit }
}

/** Sends until the circuit is cut: the send that finds it cut fails, and is not at fault. */
async function fill(from: Participant, to: Participant, limit: CircuitLimit, closed: readonly Promise<unknown>[]) {
  let cut = false
  void Promise.race(closed).then(
    () => (cut = true),
    () => (cut = true),
  )
  const most = ((limit.bytes ?? 0) + grace.bytes) / chunk.length
  for (let sent = 0; sent <= most && !cut; sent++) {
    const delivered = await from.askInTime('direct-message', 'direct-message', { peerId: to.peerId, text: chunk }).then(
      () => true,
      () => false,
    )
    if (!delivered) return
  }
}

function deliveredBytes(to: Participant, from: Participant): number {
  return to
    .seen('direct-message')
    .filter((message) => message.from === from.peerId)
    .reduce((bytes, { text }) => bytes + (text?.length ?? 0), 0)
}

/** A client whose library does not tell what it read says nothing against the relay. */
function judgeAnnouncement(relay: Participant, limit: CircuitLimit, announced: CircuitLimit | null): void {
  if (announced === null || (announced.seconds === limit.seconds && announced.bytes === limit.bytes)) return
  relay.fail('limit', `was set to ${describe(limit)}, and the client that reserved read ${describe(announced)}`)
}

function judgeCut(relay: Participant, variant: string, { configured: limit, ...cut }: CutEvidence): void {
  const [firstMs, lastMs] = [cut.dialerAfterMs, cut.listenerAfterMs].sort((a, b) => a - b) as [number, number]
  const limitMs = 1000 * (limit.seconds ?? 0)
  if (variant === 'data') {
    const tooLittle = (limit.bytes ?? 0) / 2 // some count both directions together, and all count overhead
    if (cut.deliveredBytes < tooLittle)
      relay.fail('cut', `cut the circuit after ${cut.deliveredBytes} bytes, with ${describe(limit)}`)
    const tooMuch = (limit.bytes ?? 0) + grace.bytes
    if (cut.deliveredBytes > tooMuch)
      relay.fail('cut', `let ${cut.deliveredBytes} bytes through, with ${describe(limit)}`)
    return
  }
  if (firstMs < 0.75 * limitMs)
    relay.fail('cut', `cut the circuit after ${Math.round(firstMs)} ms, with ${describe(limit)}`)
  if (lastMs > limitMs + grace.ms)
    relay.fail('cut', `cut the circuit only after ${Math.round(lastMs)} ms, with ${describe(limit)}`)
}

function describe(limit: CircuitLimit): string {
  return `a limit of ${limit.seconds} s and ${limit.bytes} bytes`
}
