import type { Carrier } from './transport.ts'

/** What one end of a connection said about it. */
export interface EndEvidence {
  readonly peerId: string
  readonly remotePeerId: string
  readonly remoteAddress: string
  readonly localAddress: string | null
  /** Read from these addresses. */
  readonly carrier: Carrier
  readonly direction: 'outbound' | 'inbound'
  /** As the library reports them; `null` where it does not. */
  readonly security: string | null
  readonly muxer: string | null
  readonly limited: boolean | null
  /** Agent version that identify brought from the remote end. */
  readonly remoteAgent: string | null
  readonly pingMs: number
}

/** One chat message, byte-identical at its receiver. */
export interface MessageEvidence {
  readonly kind: 'gossip' | 'direct'
  readonly from: 'dialer' | 'listener'
  readonly author: string
  readonly receivedFrom: string
  /** The text with its nonce, as it was received. */
  readonly text: string
}

/** Why a cell may be called connected: both ends, agreeing. */
export interface Evidence {
  readonly dialer: EndEvidence
  readonly listener: EndEvidence
  readonly messages: readonly MessageEvidence[]
}
