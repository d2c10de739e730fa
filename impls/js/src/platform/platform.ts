/** What differs between Node.js and a browser page, and nothing else does. */
import type { ConnectionEncrypter, Transport } from '@libp2p/interface'
import type { Libp2pInit } from 'libp2p'
import type { StartOptions } from '../protocol/methods.ts'
import type { TransportName } from '../protocol/transport.ts'

type Components = Parameters<NonNullable<Libp2pInit['transports']>[number]>[0]

export type TransportFactory = (components: Components) => Transport
export type SecurityFactory = (components: Components) => ConnectionEncrypter

/** How a platform does one transport. Transports that share one libp2p transport name the same `create`. */
export interface TransportSupport {
  dial: boolean
  listen: boolean
  create: (options: StartOptions) => TransportFactory
  /** Absent: the transport secures itself. */
  security?: SecurityFactory
}

export interface Platform {
  toolchain: string
  relayServer: boolean
  transports: Partial<Record<TransportName, TransportSupport>>
}
