import { implementation } from '../implementation.ts'
import type { Platform } from '../platform/platform.ts'
import { invalid } from '../protocol/failure.ts'
import type { Capabilities, Emit } from '../protocol/messages.ts'
import type { StartOptions } from '../protocol/methods.ts'
import type { Handlers } from '../protocol/program.ts'
import { PeerNode } from './peer-node.ts'

/** Hosts any number of nodes, each under a name of its own. */
export class Host {
  readonly #platform: Platform
  readonly #emitOf: (node: string) => Emit
  readonly #nodes = new Map<string, PeerNode>()
  /** Taken from the moment a node begins to start until it has stopped. */
  readonly #names = new Set<string>()

  constructor(platform: Platform, emitOf: (node: string) => Emit) {
    this.#platform = platform
    this.#emitOf = emitOf
  }

  readonly handlers: Handlers = {
    hello: async () => ({
      protocol: 1,
      ...implementation,
      toolchain: this.#platform.toolchain,
      capabilities: capabilitiesOf(this.#platform),
    }),
    start: async (name, options) => (await this.#start(name, options)).describe(),
    stop: async (name) => this.#stop(name),
    dial: async (name, params) => this.#node(name).dial(params),
    ping: async (name, params) => this.#node(name).ping(params),
    subscribe: async (name, params) => {
      this.#node(name).subscribe(params)
      return {}
    },
    publish: async (name, params) => {
      await this.#node(name).publish(params)
      return {}
    },
    'direct-message': async (name, params) => this.#node(name).directMessage(params),
    reserve: async (name, params) => this.#node(name).reserve(params),
    connections: async (name) => this.#node(name).connections(),
  }

  async stopAll(): Promise<void> {
    await Promise.allSettled([...this.#nodes.keys()].map((name) => this.#stop(name)))
  }

  async #start(name: string, options: StartOptions): Promise<PeerNode> {
    if (this.#names.has(name)) throw invalid(`There is a node ${name} already`)
    this.#names.add(name)
    try {
      const node = await PeerNode.start(options, this.#platform, this.#emitOf(name))
      this.#nodes.set(name, node)
      return node
    } catch (error) {
      this.#names.delete(name)
      throw error
    }
  }

  async #stop(name: string): Promise<Record<string, never>> {
    const node = this.#node(name)
    this.#nodes.delete(name)
    try {
      await node.stop()
    } finally {
      this.#names.delete(name)
    }
    return {}
  }

  #node(name: string): PeerNode {
    const node = this.#nodes.get(name)
    if (node === undefined) throw invalid(`There is no node ${name}`)
    return node
  }
}

function capabilitiesOf({ transports, relayServer }: Platform): Capabilities {
  const entries = Object.entries(transports).map(([name, { dial, listen }]) => [name, { dial, listen }])
  return {
    transports: Object.fromEntries(entries),
    relay: { server: relayServer, client: true },
    holePunching: [],
    chat: { gossipsub: true, directMessage: true, gossipOnLimited: false },
  }
}
