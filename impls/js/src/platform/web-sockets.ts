import { serviceCapabilities, transportSymbol } from '@libp2p/interface'
import type { Connection, CreateListenerOptions, DialTransportOptions, Listener, Transport } from '@libp2p/interface'
import { WebSockets, WebSocketsSecure } from '@multiformats/multiaddr-matcher'
import type { Multiaddr } from '@multiformats/multiaddr'

const addressesOf = { ws: WebSockets, wss: WebSocketsSecure }

/** @libp2p/websockets dials and listens on both ws and wss, whereas a node offers exactly the transports it was asked for. */
export class WebSocketsOfScheme implements Transport {
  readonly [transportSymbol] = true
  readonly [serviceCapabilities] = ['@libp2p/transport']
  readonly #transport: Transport
  readonly #scheme: 'ws' | 'wss'

  constructor(scheme: 'ws' | 'wss', transport: Transport) {
    this.#scheme = scheme
    this.#transport = transport
  }

  /** Different for each scheme, because the transport manager takes each tag once. */
  get [Symbol.toStringTag](): string {
    return `${this.#transport[Symbol.toStringTag]}/${this.#scheme}`
  }

  dial(address: Multiaddr, options: DialTransportOptions): Promise<Connection> {
    return this.#transport.dial(address, options)
  }

  createListener(options: CreateListenerOptions): Listener {
    return this.#transport.createListener(options)
  }

  dialFilter(addresses: Multiaddr[]): Multiaddr[] {
    return addresses.filter((address) => addressesOf[this.#scheme].exactMatch(address))
  }

  listenFilter(addresses: Multiaddr[]): Multiaddr[] {
    return this.dialFilter(addresses)
  }
}
