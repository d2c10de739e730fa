/**
 * @libp2p/websockets dials with the global WebSocket. That is undici's: it takes its TLS settings from undici's global
 * dispatcher, and it says to nobody why a connection failed. So a dial runs in the context of its own node's agent: each
 * node trusts its own authority and no other (`tls.setDefaultCACertificates` would do it for the whole program), and the
 * agent knows the reason.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { webSockets } from '@libp2p/websockets'
import type { Connection, DialTransportOptions, Startable, Transport } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { Agent, buildConnector, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import type { StartOptions } from '../../protocol/methods.ts'
import type { TransportFactory } from '../platform.ts'
import { WebSocketsOfScheme } from '../web-sockets.ts'

interface Dial {
  agent: Agent
  failure?: Error
}

const currentDial = new AsyncLocalStorage<Dial>()

setGlobalDispatcher(
  getGlobalDispatcher().compose(
    (dispatch) => (options, handler) =>
      currentDial.getStore()?.agent.dispatch(options, handler) ?? dispatch(options, handler),
  ),
)

function agentTrusting(authority: string | undefined): Agent {
  // An empty list trusts nobody; leaving it out would trust Node's built-in authorities.
  const connect = buildConnector({ ca: authority ?? [] })
  return new Agent({
    connect: (options, callback) =>
      connect(options, (...outcome) => {
        const dial = currentDial.getStore()
        if (dial !== undefined && outcome[0] !== null) dial.failure = outcome[0]
        callback(...outcome)
      }),
  })
}

class NodeWebSockets extends WebSocketsOfScheme implements Startable {
  readonly #agent: Agent

  constructor(scheme: 'ws' | 'wss', transport: Transport, authority: string | undefined) {
    super(scheme, transport)
    this.#agent = agentTrusting(authority)
  }

  override async dial(address: Multiaddr, options: DialTransportOptions): Promise<Connection> {
    const dial: Dial = { agent: this.#agent }
    try {
      return await currentDial.run(dial, () => super.dial(address, options))
    } catch (error) {
      throw dial.failure ?? error
    }
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
