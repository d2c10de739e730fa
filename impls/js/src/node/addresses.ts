import { peerIdFromString } from '@libp2p/peer-id'
import type { PeerId } from '@libp2p/interface'
import { CODE_P2P, multiaddr } from '@multiformats/multiaddr'
import type { Multiaddr } from '@multiformats/multiaddr'
import {
  Circuit,
  DNSADDR,
  QUIC_V1,
  TCP,
  WebRTC,
  WebRTCDirect,
  WebSockets,
  WebSocketsSecure,
  WebTransport,
} from '@multiformats/multiaddr-matcher'
import type { Platform } from '../platform/platform.ts'
import { invalid, unsupported } from '../protocol/failure.ts'
import type { TransportName } from '../protocol/transport.ts'

export function parseAddress(text: string): Multiaddr {
  try {
    return multiaddr(text)
  } catch (error) {
    throw invalid(`Malformed multiaddr ${text}: ${(error as Error).message}`)
  }
}

export function parsePeerId(text: string): PeerId {
  try {
    return peerIdFromString(text)
  } catch (error) {
    throw invalid(`Malformed peer id ${text}: ${(error as Error).message}`)
  }
}

/** The address of a peer, which says who answers there. */
export function parsePeerAddress(text: string): { address: Multiaddr; peerId: PeerId } {
  const address = parseAddress(text)
  const last = address.getComponents().at(-1)
  if (last?.code !== CODE_P2P || last.value === undefined) throw invalid(`${text} does not end in /p2p/<peer id>`)
  return { address, peerId: parsePeerId(last.value) }
}

const matchers = {
  'tcp+noise': TCP,
  'tcp+tls': TCP,
  'ws+noise': WebSockets,
  'wss+noise': WebSocketsSecure,
  'quic-v1': QUIC_V1,
  webtransport: WebTransport,
  'webrtc-direct': WebRTCDirect,
  webrtc: WebRTC,
} satisfies Record<TransportName, { exactMatch(address: Multiaddr): boolean }>

export const isAddressOf = (transport: TransportName, address: Multiaddr): boolean =>
  matchers[transport].exactMatch(address)

/** Throws for what no node here could ever dial or listen on. A circuit is dialled over its relay, a dnsaddr stands for others. */
export function requireCarried(address: Multiaddr, { transports, toolchain }: Platform): void {
  if (Circuit.exactMatch(address) || DNSADDR.exactMatch(address)) return
  const names = Object.keys(transports) as TransportName[]
  if (!names.some((name) => isAddressOf(name, address)))
    throw unsupported(`js-libp2p has no transport for ${address.toString()} in ${toolchain}`)
}

/** An address that a library leaves empty is one that it does not know. */
export const textOf = (address: Multiaddr | undefined): string | null =>
  address === undefined || address.getComponents().length === 0 ? null : address.toString()
