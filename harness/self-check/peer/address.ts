import { multiaddr, type Component } from '@multiformats/multiaddr'
import { transportRow, type Transport } from '../../domain/transport.ts'
import type { SocketAddress } from './network.ts'
import { Refusal } from './refusal.ts'

/** What a dialer reads from a multiaddr. */
export interface DialTarget {
  /** Where the connection goes first: the remote itself, or the relay before it. */
  readonly socket: SocketAddress
  /** What the address says of the transport to there, such as `/tcp/4001/ws`. */
  readonly path: string
  readonly certhashes: readonly string[]
  /** Who has to be at that socket. */
  readonly peerId: string
  /** Whom the relay connects to, and whether that is only for a WebRTC connection to come about. */
  readonly through: { readonly peerId: string; readonly webrtc: boolean } | undefined
}

export function parseDialAddress(address: string): DialTarget {
  const components = parse(address)
  const circuit = components.findIndex(({ name }) => name === 'p2p-circuit')
  const first = circuit === -1 ? components : components.slice(0, circuit)
  const beyond = circuit === -1 ? undefined : components.slice(circuit + 1)
  return {
    socket: socketOf(first, address),
    path: pathOf(first),
    certhashes: valuesOf(first, 'certhash'),
    peerId: peerIdOf(first, address),
    through: beyond && { peerId: peerIdOf(beyond, address), webrtc: beyond.some(({ name }) => name === 'webrtc') },
  }
}

/** Where to listen, and what follows the port in the multiaddr. */
export function parseListenAddress(address: string): { readonly socket: SocketAddress; readonly suffix: string } {
  const components = parse(address)
  const suffix = components.slice(2).map(({ name }) => `/${name}`)
  return { socket: socketOf(components, address), suffix: suffix.join('') }
}

export function multiaddrOf({ layer, ip, port }: SocketAddress, suffix = ''): string {
  return `/${ip.includes(':') ? 'ip6' : 'ip4'}/${ip}/${layer}/${port}${suffix}`
}

/** Which transport a node that offers these would use for an address that ends so after its port. */
export function transportFor(path: string, offered: readonly Transport[]): Transport {
  const found = offered.find((transport) => pathOfTransport(transport) === path.replace('/wss', '/tls/ws'))
  if (found === undefined) throw new Refusal('failed', `no transport for ${path || 'plain TCP'}`)
  return found
}

function pathOfTransport(transport: Transport): string | undefined {
  return transportRow(transport).listen?.replace(/^\/(tcp|udp)\/0/, '')
}

function parse(address: string): Component[] {
  try {
    return multiaddr(address).getComponents()
  } catch (error) {
    throw new Refusal('invalid', `${address} is not a multiaddr: ${error instanceof Error ? error.message : ''}`)
  }
}

function socketOf(components: readonly Component[], address: string): SocketAddress {
  const [host, port] = components
  const ip = host?.name === 'ip4' || host?.name === 'ip6' ? host.value : undefined
  const layer = port?.name === 'tcp' || port?.name === 'udp' ? port.name : undefined
  if (ip === undefined || layer === undefined) throw new Refusal('invalid', `${address} has no socket to connect to`)
  return { layer, ip, port: Number(port?.value) }
}

/** What follows the port, without hashes and peer ids. */
function pathOf(components: readonly Component[]): string {
  const names = components.slice(2).filter(({ name }) => name !== 'p2p' && name !== 'certhash')
  return names.map(({ name }) => `/${name}`).join('')
}

function peerIdOf(components: readonly Component[], address: string): string {
  const peerId = valuesOf(components, 'p2p').at(-1)
  if (peerId === undefined) throw new Refusal('invalid', `${address} does not say who is there`)
  return peerId
}

function valuesOf(components: readonly Component[], name: string): string[] {
  return components.flatMap((component) => (component.name === name ? [component.value ?? ''] : []))
}
