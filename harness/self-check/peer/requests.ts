import { createHash, randomBytes } from 'node:crypto'
import { transports } from '../../domain/transport.ts'
import { explain } from '../../protocol/lines.ts'
import { methods, type Hello, type MethodName, type Params } from '../../protocol/messages.ts'
import type { Machine } from '../world/machine.ts'
import type { Emit } from './emit.ts'
import { Node } from './node.ts'
import { peerIdOf } from './peer-id.ts'
import { Refusal } from './refusal.ts'
import type { CircuitLimit } from './relay.ts'

const hello: Hello = {
  protocol: 1,
  implementation: 'reference',
  version: '1.0.0',
  libraries: {},
  toolchain: process.version,
  capabilities: {
    transports: Object.fromEntries(transports.map((transport) => [transport, { dial: true, listen: true }])),
    relay: { server: true, client: true },
    holePunching: [],
    chat: { gossipsub: true, directMessage: true, gossipOnLimited: false },
  },
}

/** What the specification of circuit relay gives a circuit where nobody says otherwise. */
const defaultLimit: CircuitLimit = { seconds: 120, bytes: 128 * 1024 }

export interface Request {
  readonly id: number | string
  readonly method: string
  readonly node?: unknown
  readonly params?: unknown
}

/** Answers requests with the nodes of this program. */
export class Requests {
  readonly #nodes = new Map<string, Node | 'starting'>()
  readonly #machine: Machine
  readonly #emitFor: (node: string) => Emit

  constructor(machine: Machine, emitFor: (node: string) => Emit) {
    this.#machine = machine
    this.#emitFor = emitFor
  }

  async handle({ method, node, params: given = {} }: Request): Promise<object> {
    if (!Object.hasOwn(methods, method)) throw new Refusal('unsupported', `no method ${method}`)
    const name = method as MethodName
    const params = methods[name].params.safeParse(given)
    if (!params.success) throw new Refusal('invalid', explain(params.error))
    if (name === 'hello') return hello
    if (typeof node !== 'string') throw new Refusal('invalid', `${method} needs a node`)
    if (name === 'start') return await this.#start(node, params.data as Params<'start'>)
    return await this.#ask(name, node, params.data)
  }

  async close(): Promise<void> {
    const started = [...this.#nodes.values()].filter((node) => node !== 'starting')
    await Promise.all(started.map((node) => node.close()))
  }

  async #start(name: string, { transports: offered, listen, keySeed, relay }: Params<'start'>): Promise<object> {
    if (this.#nodes.has(name)) throw new Refusal('invalid', `there is a node ${name} already`)
    const seed = keySeed === undefined ? randomBytes(32) : Buffer.from(keySeed, 'hex')
    const { network, clock } = this.#machine
    const node = new Node({
      peerId: peerIdOf(seed),
      agent: `${hello.implementation}/${hello.version}`,
      transports: offered,
      certhash: certhashOf(seed),
      relay: relay?.server && limitOf(relay.server),
      network,
      clock,
      emit: this.#emitFor(name),
    })
    this.#nodes.set(name, 'starting')
    try {
      await Promise.all(listen.map((address) => node.listen(address)))
      this.#nodes.set(name, node)
      return { peerId: node.peerId, addresses: node.addresses }
    } catch (error) {
      this.#nodes.delete(name)
      await node.close()
      throw error
    }
  }

  async #ask(method: Exclude<MethodName, 'hello' | 'start'>, name: string, params: object): Promise<object> {
    const node = this.#nodes.get(name)
    if (node === undefined || node === 'starting') throw new Refusal('invalid', `no node ${name}`)
    switch (method) {
      case 'stop':
        await node.close()
        this.#nodes.delete(name)
        return {}
      case 'dial': {
        const { address, timeoutMs } = params as Params<'dial'>
        const dialled = await this.#timed(timeoutMs, (signal) => node.dial(address, signal))
        return { connection: dialled.result, elapsedMs: dialled.elapsedMs }
      }
      case 'ping': {
        const { peerId, timeoutMs } = params as Params<'ping'>
        return { rttMs: (await this.#timed(timeoutMs, () => node.ping(peerId))).elapsedMs }
      }
      case 'subscribe':
        node.subscribe((params as Params<'subscribe'>).topic)
        return {}
      case 'publish': {
        const { topic, text } = params as Params<'publish'>
        node.publish(topic, text)
        return {}
      }
      case 'direct-message': {
        const { peerId, text, timeoutMs } = params as Params<'direct-message'>
        return (await this.#timed(timeoutMs, () => node.directMessage(peerId, text))).result
      }
      case 'reserve': {
        const { relay, timeoutMs } = params as Params<'reserve'>
        return (await this.#timed(timeoutMs, (signal) => node.reserve(relay, signal))).result
      }
      case 'connections':
        return { connections: node.connections() }
    }
  }

  /** Gives up after that many milliseconds, and says so. */
  async #timed<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<{ result: T; elapsedMs: number }> {
    const { clock } = this.#machine
    const startedMs = clock.now()
    const over = new AbortController()
    const late = clock.after(ms, over.signal).then(() => {
      throw new Refusal('timeout', `not done within ${ms} ms`)
    })
    late.catch(() => {}) // the work may be done first
    try {
      return { result: await Promise.race([work(over.signal), late]), elapsedMs: clock.now() - startedMs }
    } finally {
      over.abort(new Refusal('timeout', 'nobody waits for it any more'))
    }
  }
}

type Server = NonNullable<NonNullable<Params<'start'>['relay']>['server']>

function limitOf({ circuitSeconds, circuitBytes }: Server): CircuitLimit {
  return { seconds: circuitSeconds ?? defaultLimit.seconds, bytes: circuitBytes ?? defaultLimit.bytes }
}

/** Multibase base64url of a SHA-256 multihash of what stands for the node's certificate. */
function certhashOf(seed: Buffer): string {
  const hash = createHash('sha256').update(seed).digest()
  return `u${Buffer.concat([Buffer.from([0x12, 0x20]), hash]).toString('base64url')}`
}
