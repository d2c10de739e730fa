import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import { NotApplicable } from './rule.ts'
import { listenAddress, transportRow, type Layer, type Transport } from '../domain/transport.ts'

/** A port of the harness's own: whoever wants it too is refused. TCP connections to it are accepted, and never answered. */
export interface HeldPort extends AsyncDisposable {
  readonly port: number
}

/** Throws if somebody has that port; 0 is any. */
export async function holdPort(layer: Layer, ip: string, port = 0): Promise<HeldPort> {
  try {
    return layer === 'tcp' ? await holdTcp(ip, port) : await holdUdp(ip, port)
  } catch (error) {
    if (!isElsewhere(error)) throw error
    throw new NotApplicable('its address is in a container, where the harness can hold no port')
  }
}

function isElsewhere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRNOTAVAIL'
}

/** Of the discard service, which no image has. */
const discardPort = 9

/** A port where nobody listens. */
export async function closedPort(layer: Layer, ip: string): Promise<number> {
  try {
    await using held = await holdPort(layer, ip)
    return held.port
  } catch (error) {
    if (error instanceof NotApplicable) return discardPort
    throw error
  }
}

/** Where a peer with that transport would be at that port. */
export function addressAt(transport: Transport, ip: string, port: number, peerId: string): string {
  const address = listenAddress(transport, ip).replace(/\/(tcp|udp)\/0/, `/$1/${port}`)
  const { certhash } = transportRow(transport)
  return `${address}${certhash ? `/certhash/${someCertificateHash()}` : ''}/p2p/${peerId}`
}

export function portOf(address: string): number {
  return Number(/\/(?:tcp|udp)\/(\d+)/.exec(address)?.[1])
}

/** Multibase base64url of a SHA-256 multihash. */
function someCertificateHash(): string {
  return `u${Buffer.concat([Buffer.from([0x12, 0x20]), randomBytes(32)]).toString('base64url')}`
}

async function holdTcp(ip: string, port: number): Promise<HeldPort> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})))
  await once(server.listen(port, ip), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await once(server.close(), 'close')
    },
  }
}

async function holdUdp(ip: string, port: number): Promise<HeldPort> {
  const socket = createSocket('udp4')
  socket.bind({ address: ip, port, exclusive: true })
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    async [Symbol.asyncDispose]() {
      await once(socket.close(), 'close')
    },
  }
}
