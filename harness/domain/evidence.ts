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
  /** The neighbour that delivered it. */
  readonly receivedFrom: string
  /** The text with its nonce, as it was received. */
  readonly text: string
}

/** Why a cell may be called connected: both ends, agreeing. In the `gossip` scenario each end's connection is to the server. */
export interface ConnectionEvidence {
  readonly dialer: EndEvidence
  readonly listener: EndEvidence
  readonly messages: readonly MessageEvidence[]
}

/** Why a cell may be called refused: the dialer says so, and nobody is left with a connection. */
export interface RefusalEvidence {
  readonly dialedAddress: string
  readonly dialerSays: string
  readonly dialerConnections: 0
  /** Connections that the listener reported and that closed again. */
  readonly listenerConnections: number
}

/** What a relay grants a circuit; `null`: no limit, or not said. */
export interface CircuitLimit {
  readonly seconds: number | null
  readonly bytes: number | null
}

/** Why a cell may be called cut: the relay ended the circuit at its limit, and both ends saw it end. */
export interface CutEvidence {
  /** What the relay was set to, and what the reserving client read. */
  readonly configured: CircuitLimit
  readonly announced: CircuitLimit | null
  /** Payload bytes that had arrived when the circuit ended, and milliseconds from the dial to its end. */
  readonly deliveredBytes: number
  readonly dialerAfterMs: number
  readonly listenerAfterMs: number
}

export type Evidence = ConnectionEvidence | RefusalEvidence | CutEvidence
