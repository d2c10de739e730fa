import { transportRow, type Transport } from '../../domain/transport.ts'
import type { Connection } from '../../protocol/messages.ts'
import { multiaddrOf, parseDialAddress, parseListenAddress, transportFor, type DialTarget } from './address.ts'
import type { Circuits } from './circuits.ts'
import { introduce, welcome } from './handshake.ts'
import type { Binding, Link, Network } from './network.ts'
import type { Session } from './session.ts'
import type { Sessions } from './sessions.ts'

export interface Endpoint {
  readonly peerId: string
  readonly transports: readonly Transport[]
  /** Hash of the certificate that its listeners show, where a transport has one. */
  readonly certhash: string
  readonly network: Network
  readonly sessions: Sessions
  readonly circuits: Circuits
}

/** How this end of a connection looks to the peer protocol. */
type Look = Pick<Connection, 'remoteAddress' | 'localAddress' | 'direction' | 'limited'> & {
  readonly transport: Transport | 'circuit'
}

/** Listens there for as long as the binding; the address is where the node can be dialled. */
export async function listenAt(end: Endpoint, address: string): Promise<{ binding: Binding; address: string }> {
  const { socket, suffix } = parseListenAddress(address)
  const transport = transportFor(suffix, end.transports)
  const certhash = transportRow(transport).certhash ? end.certhash : null
  const binding = await end.network.listen(socket, (link) => {
    const addresses = { remoteAddress: multiaddrOf(link.remote, suffix), localAddress: multiaddrOf(link.local, suffix) }
    void accept(end, link, { ...addresses, transport, direction: 'inbound', limited: false }, certhash)
  })
  const certified = certhash === null ? '' : `/certhash/${certhash}`
  return { binding, address: `${multiaddrOf(binding.at, suffix)}${certified}/p2p/${end.peerId}` }
}

/** Connects to the address, by way of a relay if it says so. */
export async function connect(end: Endpoint, address: string, signal: AbortSignal): Promise<Session> {
  const target = parseDialAddress(address)
  if (target.through === undefined) return await dialSocket(end, target, signal)
  const circuit = await dialThrough(end, address, target, target.through.peerId, signal)
  if (!target.through.webrtc) return circuit
  const session = await upgrade(end, circuit, address, signal)
  circuit.close()
  return session
}

async function dialSocket(end: Endpoint, target: DialTarget, signal: AbortSignal): Promise<Session> {
  const transport = transportFor(target.path, end.transports)
  const link = await end.network.dial(target.socket, signal)
  const addresses = {
    remoteAddress: multiaddrOf(link.remote, target.path),
    localAddress: multiaddrOf(link.local, target.path),
  }
  return await secure(end, link, { ...addresses, transport, direction: 'outbound', limited: false }, target)
}

/** To the relay over the connection that there is, or a new one. */
export async function relaySession(end: Endpoint, target: DialTarget, signal: AbortSignal): Promise<Session> {
  return end.sessions.to(target.peerId) ?? (await dialSocket(end, target, signal))
}

async function dialThrough(end: Endpoint, address: string, target: DialTarget, peerId: string, signal: AbortSignal) {
  const relay = await relaySession(end, target, signal)
  const { circuit } = (await relay.ask({ ask: 'connect', peerId })) as { circuit: number }
  const remoteAddress = address.replace('/p2p-circuit/webrtc', '/p2p-circuit')
  const look = {
    remoteAddress,
    localAddress: null,
    transport: 'circuit',
    direction: 'outbound',
    limited: true,
  } as const
  return await secure(end, end.circuits.add(relay, circuit), look, { peerId, certhashes: [] })
}

/** Somebody connects through that relay. */
export function acceptCircuit(end: Endpoint, relay: Session, circuit: number): void {
  const remoteAddress = `${relay.connection.remoteAddress}/p2p/${relay.peerId}/p2p-circuit`
  const look = { remoteAddress, localAddress: null, transport: 'circuit', direction: 'inbound', limited: true } as const
  void accept(end, end.circuits.add(relay, circuit), look, null)
}

/** A direct connection beside the circuit: https://github.com/libp2p/specs/blob/master/webrtc/webrtc.md */
async function upgrade(end: Endpoint, circuit: Session, address: string, signal: AbortSignal): Promise<Session> {
  const { ip, port } = (await circuit.ask({ ask: 'webrtc' })) as { ip: string; port: number }
  const link = await end.network.dial({ layer: 'udp', ip, port }, signal)
  const look = { remoteAddress: address, localAddress: null, direction: 'outbound', limited: false } as const
  return await secure(end, link, { ...look, transport: 'webrtc' }, { peerId: circuit.peerId, certhashes: [] })
}

/** Where a direct connection of that remote is awaited. */
export async function awaitWebrtc(end: Endpoint, circuit: Session) {
  const remoteAddress = `/webrtc/p2p/${circuit.peerId}`
  const look = { remoteAddress, localAddress: null, direction: 'inbound', limited: false } as const
  const { ip } = circuit.link.local
  const binding = await end.network.listen({ layer: 'udp', ip, port: 0 }, (link) => {
    void binding.close()
    void accept(end, link, { ...look, transport: 'webrtc' }, null)
  })
  return { ip, port: binding.at.port }
}

async function secure(end: Endpoint, link: Link, look: Look, expected: Pick<DialTarget, 'peerId' | 'certhashes'>) {
  try {
    await introduce(link, { peerId: end.peerId, transport: look.transport }, expected)
  } catch (error) {
    link.close()
    throw error
  }
  return end.sessions.open(link, connectionOf(look, expected.peerId))
}

async function accept(end: Endpoint, link: Link, look: Look, certhash: string | null): Promise<void> {
  try {
    const peerId = await welcome(link, { peerId: end.peerId, transport: look.transport, certhash })
    end.sessions.open(link, connectionOf(look, peerId))
  } catch {
    link.close()
  }
}

function connectionOf({ transport, ...look }: Look, peerId: string): Omit<Connection, 'id'> {
  const { security, muxer } = transportRow(transport === 'circuit' ? 'tcp+noise' : transport)
  return { peerId, ...look, security, muxer }
}
