import { listenAddress, transportRow, transports, type Transport } from '../domain/transport.ts'
import type { StartOptions } from '../protocol/messages.ts'
import type { Bench } from './bench.ts'
import type { CheckedPeer } from './checked-peer.ts'
import { NotApplicable } from './rule.ts'

export type Ability = 'dial' | 'listen'

export interface StartedNode {
  readonly name: string
  readonly peerId: string
  readonly addresses: readonly string[]
  /** The first of them. */
  readonly address: string
}

const startDeadlineMs = 15_000

/** Transports that the program declares, for all these abilities; `webrtc` needs a relay and is not for here. */
export function declared({ hello }: Bench, ...abilities: readonly Ability[]): Transport[] {
  const { transports: capabilities } = hello.capabilities
  return transports.filter(
    (transport) =>
      transportRow(transport).listen !== null &&
      abilities.every((ability) => capabilities[transport]?.[ability] === true),
  )
}

/** The simplest transport that the program declares for all these abilities. */
export function oneDeclared(bench: Bench, ...abilities: readonly Ability[]): Transport {
  const [first] = declared(bench, ...abilities)
  if (first === undefined) throw new NotApplicable(`it declares no transport to ${abilities.join(' and ')}`)
  return first
}

/** Any transport that the program can start a node with. */
export function anyTransport(bench: Bench): Transport {
  const [first] = [...declared(bench, 'dial'), ...declared(bench, 'listen')]
  if (first === undefined) throw new NotApplicable('it declares no transport')
  return first
}

export async function startOptions(
  bench: Bench,
  peer: CheckedPeer,
  transport: Transport,
  ability: Ability,
): Promise<StartOptions> {
  const tls = transportRow(transport).tls ? await bench.authority.issueFor(peer.ip) : undefined
  return {
    transports: [transport],
    listen: ability === 'listen' ? [listenAddress(transport, peer.ip)] : [],
    ...(tls === undefined ? {} : { tls: ability === 'listen' ? tls : { authority: tls.authority } }),
  }
}

/** A node that listens, or one that only dials. */
export async function startNode(
  bench: Bench,
  peer: CheckedPeer,
  transport: Transport,
  ability: Ability,
  more: Partial<StartOptions> = {},
): Promise<StartedNode> {
  const name = bench.newNode()
  const options = { ...(await startOptions(bench, peer, transport, ability)), ...more }
  const { peerId, addresses } = await peer.result('start', name, options, startDeadlineMs)
  return { name, peerId, addresses, address: addresses[0] ?? '' }
}

export async function stopNodes(peer: CheckedPeer, ...nodes: readonly StartedNode[]): Promise<void> {
  await Promise.all(nodes.map(({ name }) => peer.result('stop', name, {})))
}
