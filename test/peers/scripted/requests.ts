import { randomBytes } from 'node:crypto'
import { explain } from '../../../harness/protocol/lines.ts'
import { methods, type Hello, type MethodName, type Params } from '../../../harness/protocol/messages.ts'
import type { Behaviour } from './behaviour.ts'
import { ScriptedNode, type Emit } from './node.ts'
import { peerIdOf } from '../../../harness/self-check/peer/peer-id.ts'
import { Refusal } from './refusal.ts'

const honestHello: Hello = {
  protocol: 1,
  implementation: 'scripted',
  version: '1.0.0',
  libraries: {},
  toolchain: process.version,
  capabilities: {
    transports: { 'tcp+noise': { dial: true, listen: true } },
    relay: { server: false, client: false },
    holePunching: [],
    chat: { gossipsub: true, directMessage: true, gossipOnLimited: true },
  },
}

interface Request {
  readonly id: number | string
  readonly method: string
  readonly node?: unknown
  readonly params?: unknown
}

/** Answers requests with the nodes of this program. */
export class Requests {
  readonly #nodes = new Map<string, ScriptedNode | 'starting'>()
  readonly #emitFor: (node: string) => Emit
  readonly #behaviour: Behaviour

  constructor(emitFor: (node: string) => Emit, behaviour: Behaviour) {
    this.#emitFor = emitFor
    this.#behaviour = behaviour
  }

  async handle({ method, node, params: given = {} }: Request): Promise<unknown> {
    if (!Object.hasOwn(methods, method)) throw new Refusal('unsupported', `no method ${method}`)
    const name = method as MethodName
    const params = this.#parse(name, given)
    if (name === 'hello') return this.#behaviour.hello?.(honestHello) ?? honestHello
    if (typeof node !== 'string') throw new Refusal('invalid', `${method} needs a node`)
    if (name === 'start') return await this.#start(node, params as Params<'start'>)
    return await this.#ask(name, node, params)
  }

  async close(): Promise<void> {
    const started = [...this.#nodes.values()].filter((node) => node !== 'starting')
    await Promise.all(started.map((node) => node.close()))
  }

  #parse(method: MethodName, given: unknown): object {
    const parsed = methods[method].params.safeParse(given)
    if (parsed.success) return parsed.data
    const unknownOptionsOnly = parsed.error.issues.every(({ code }) => code === 'unrecognized_keys')
    if (this.#behaviour.ignoresUnknownOptions === true && unknownOptionsOnly) return given as object
    throw new Refusal('invalid', explain(parsed.error))
  }

  async #start(name: string, { transports, listen, keySeed }: Params<'start'>) {
    this.#behaviour.onStart?.()
    if (this.#nodes.has(name)) throw new Refusal('invalid', `there is a node ${name} already`)
    const strange = transports.filter((transport) => transport !== 'tcp+noise')
    if (strange.length > 0) throw new Refusal('unsupported', `no transport ${strange.join(', ')}`)
    const seeded = keySeed !== undefined && this.#behaviour.ignoresKeySeed !== true
    const seed = seeded ? Buffer.from(keySeed, 'hex') : randomBytes(32)
    const node = new ScriptedNode(peerIdOf(seed), this.#emitFor(name), this.#behaviour)
    this.#nodes.set(name, 'starting')
    try {
      const addresses = await Promise.all(listen.map((address) => node.listen(address)))
      this.#nodes.set(name, node)
      return { peerId: node.peerId, addresses }
    } catch (error) {
      this.#nodes.delete(name)
      throw error
    }
  }

  async #ask(method: Exclude<MethodName, 'hello' | 'start'>, name: string, params: object): Promise<unknown> {
    const node = this.#nodes.get(name)
    if (node === undefined || node === 'starting') throw new Refusal('invalid', `no node ${name}`)
    switch (method) {
      case 'stop':
        if (this.#behaviour.stopsNothing !== true) await node.close()
        this.#nodes.delete(name)
        return {}
      case 'dial':
        return await this.#dial(node, params as Params<'dial'>)
      case 'ping': {
        const started = performance.now()
        await node.ping((params as Params<'ping'>).peerId)
        return { rttMs: performance.now() - started }
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
        const { peerId, text } = params as Params<'direct-message'>
        await node.directMessage(peerId, text)
        return { status: 200, statusText: 'OK' }
      }
      case 'reserve':
        throw new Refusal('unsupported', 'no relays')
      case 'connections':
        return { connections: node.connections() }
    }
  }

  async #dial(node: ScriptedNode, { address, timeoutMs }: Params<'dial'>) {
    await this.#behaviour.onDial?.()
    const started = performance.now()
    const signal =
      this.#behaviour.ignoresTimeouts === true ? new AbortController().signal : AbortSignal.timeout(timeoutMs)
    const dial = async () => await node.dial(address, signal)
    const connections = await Promise.all(Array.from({ length: this.#behaviour.dials ?? 1 }, dial)).catch(
      (error: unknown) => {
        throw signal.aborted ? new Refusal('timeout', `no connection within ${timeoutMs} ms`) : error
      },
    )
    return { connection: connections[0], elapsedMs: performance.now() - started }
  }
}
