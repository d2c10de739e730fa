/** What a peer program says unasked, and what its answers are made of: docs/peer-protocol.md. */
import type { TransportName } from './transport.ts'

export interface ConnectionReport {
  id: string
  peerId: string
  remoteAddress: string | null
  localAddress: string | null
  direction: 'outbound' | 'inbound'
  security: string | null
  muxer: string | null
  limited: boolean | null
}

export type Content = { text: string } | { base64: string }

export interface Capabilities {
  transports: Partial<Record<TransportName, { dial: boolean; listen: boolean }>>
  relay: { server: boolean; client: boolean }
  holePunching: TransportName[]
  chat: { gossipsub: boolean; directMessage: boolean; gossipOnLimited: boolean }
}

export interface Hello {
  protocol: 1
  implementation: string
  version: string
  libraries: Record<string, string>
  toolchain: string
  capabilities: Capabilities
}

export interface Events {
  'connection-opened': { connection: ConnectionReport }
  'connection-closed': { connection: ConnectionReport; reason: string | null }
  identified: {
    peerId: string
    agent: string | null
    protocols: string[]
    addresses: string[]
    observedAddress: string | null
  }
  'peer-subscribed': { peerId: string; topic: string }
  message: { topic: string; author: string; receivedFrom: string } & Content
  'direct-message': { from: string } & Content
}

/** Where the events of one node go. */
export type Emit = <Name extends keyof Events>(event: Name, data: Events[Name]) => void
