/**
 * @libp2p/websockets dials with the global WebSocket, which is undici's and takes its TLS settings from undici's global
 * dispatcher. A dial runs in the context of its own node's agent, so that each node trusts its own authority and no other
 * (`tls.setDefaultCACertificates` would do it for the whole program).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { webSockets } from '@libp2p/websockets'
import type { Connection, DialTransportOptions, Startable } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import type { StartOptions } from '../../protocol/methods.ts'
import type { TransportFactory } from '../platform.ts'
import { WebSocketsOfScheme } from '../web-sockets.ts'

const agentOfDial = new AsyncLocalStorage<Agent>()

setGlobalDispatcher(
  getGlobalDispatcher().compose(
    (dispatch) => (options, handler) =>
      agentOfDial.getStore()?.dispatch(options, handler) ?? dispatch(options, handler),
  ),
)

class NodeWebSockets extends WebSocketsOfScheme implements Startable {
  readonly #agent: Agent

  constructor(scheme: 'ws' | 'wss', transport: ReturnType<ReturnType<typeof webSockets>>, authority?: string) {
    super(scheme, transport)
    // An empty list trusts nobody; leaving it out would trust Node's built-in authorities.
    this.#agent = new Agent({ connect: { ca: authority ?? [] } })
  }

  override dial(address: Multiaddr, options: DialTransportOptions): Promise<Connection> {
    return agentOfDial.run(this.#agent, () => super.dial(address, options))
  }

  start(): void {}

  async stop(): Promise<void> {
    await this.#agent.destroy()
  }
}

export const webSocketsIn =
  (scheme: 'ws' | 'wss') =>
  ({ tls }: StartOptions): TransportFactory =>
  (components) =>
    new NodeWebSockets(
      scheme,
      webSockets({ https: { cert: tls?.certificate, key: tls?.key } })(components),
      tls?.authority,
    )
