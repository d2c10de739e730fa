import { once } from 'node:events'
import net from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import type { Connection, EventData, EventName } from '../../../harness/protocol/messages.ts'
import type { Behaviour } from './behaviour.ts'
import { Link, type Wire } from './link.ts'
import { Refusal } from './refusal.ts'

export type Emit = <E extends EventName>(event: E, data: EventData<E>) => void

/** A node that talks over plain TCP and claims that it is tcp+noise. */
export class ScriptedNode {
  readonly peerId: string
  readonly #emit: Emit
  readonly #behaviour: Behaviour
  readonly #servers: net.Server[] = []
  /** All inbound ones, also those that have not said hello yet. */
  readonly #sockets = new Set<net.Socket>()
  readonly #links = new Map<Link, Connection>()
  readonly #topics = new Set<string>()

  constructor(peerId: string, emit: Emit, behaviour: Behaviour) {
    this.peerId = peerId
    this.#emit = emit
    this.#behaviour = behaviour
  }

  async listen(address: string): Promise<string> {
    const { host, port } = hostAndPort(address)
    const server = net.createServer((socket) => {
      this.#sockets.add(socket)
      this.#welcome(new Link(socket, 'inbound'))
    })
    this.#servers.push(server)
    await once(server.listen(port, host), 'listening')
    return `/ip4/${host}/tcp/${(server.address() as net.AddressInfo).port}/p2p/${this.peerId}`
  }

  async dial(address: string, signal: AbortSignal): Promise<Connection> {
    const expecting = address.split('/p2p/').at(-1) ?? ''
    const socket = net.connect(hostAndPort(address))
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    try {
      return await Promise.race([this.#introduce(socket, expecting), aborted])
    } catch (error) {
      socket.destroy()
      throw error
    }
  }

  connections(): Connection[] {
    return [...this.#links.values()]
  }

  async ping(peerId: string): Promise<void> {
    await this.#linkTo(peerId).ask({ kind: 'ping' })
  }

  async directMessage(peerId: string, text: string): Promise<void> {
    await this.#linkTo(peerId).ask({ kind: 'direct', text })
  }

  subscribe(topic: string): void {
    this.#topics.add(topic)
    for (const link of this.#links.keys()) link.send({ kind: 'subscribe', topic })
  }

  publish(topic: string, text: string): void {
    for (const link of this.#links.keys()) link.send({ kind: 'gossip', topic, text })
  }

  async close(): Promise<void> {
    const listening = this.#servers.filter((server) => server.listening)
    const closed: Promise<unknown>[] = listening.map((server) => once(server.close(), 'close'))
    for (const link of this.#links.keys()) {
      link.close()
      closed.push(link.closed)
    }
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(closed)
  }

  #welcome(link: Link): void {
    let known = false
    link.onMessage((message) => {
      if (known) return this.#receive(link, message)
      if (message.kind !== 'hello') return link.close()
      known = true
      link.send({ kind: 'hello', peerId: this.peerId })
      const wanted = message.expecting === undefined || message.expecting === this.peerId
      if (wanted) this.#opened(link, message.peerId)
    })
  }

  async #introduce(socket: net.Socket, expecting: string): Promise<Connection> {
    await once(socket, 'connect')
    const trusting = this.#behaviour.trustsAnybody === true
    const link = new Link(socket, 'outbound')
    const { promise, resolve, reject } = Promise.withResolvers<Connection>()
    let known = false
    link.onMessage((message) => {
      if (known) return this.#receive(link, message)
      known = true
      const peerId = message.kind === 'hello' ? message.peerId : 'nobody'
      if (peerId === expecting || trusting) resolve(this.#opened(link, peerId))
      else reject(new Error(`the remote is ${peerId}, not ${expecting}`))
    })
    void link.closed.then(() => reject(new Error('the remote closed the connection')))
    link.send({ kind: 'hello', peerId: this.peerId, ...(trusting ? {} : { expecting }) })
    return await promise
  }

  #opened(link: Link, peerId: string): Connection {
    const { id, remoteAddress, localAddress, direction } = link
    const seen = { security: '/noise', muxer: '/yamux/1.0.0', limited: false }
    const honest: Connection = { id, peerId, remoteAddress, localAddress, direction, ...seen }
    const connection = this.#behaviour.connection?.(honest) ?? honest
    const silent = this.#behaviour.deaf === true && direction === 'inbound'
    this.#links.set(link, connection)
    if (!silent) this.#emit('connection-opened', { connection })
    const identity = { agent: 'scripted/1', protocols: [], addresses: [], observedAddress: null }
    this.#emit('identified', { peerId: connection.peerId, ...identity })
    for (const topic of this.#topics) link.send({ kind: 'subscribe', topic })
    void link.closed.then(() => {
      this.#links.delete(link)
      if (!silent) this.#emit('connection-closed', { connection, reason: null })
    })
    return connection
  }

  #receive(link: Link, message: Wire): void {
    const from = this.#links.get(link)?.peerId ?? 'nobody'
    const delivered = this.#behaviour.deliveredText ?? ((text: string) => text)
    switch (message.kind) {
      case 'subscribe':
        return this.#emit('peer-subscribed', { peerId: from, topic: message.topic })
      case 'gossip': {
        const { topic, text } = message
        return this.#emit('message', { topic, author: from, receivedFrom: from, text: delivered(text) })
      }
      case 'direct':
        this.#emit('direct-message', { from, text: delivered(message.text) })
        return link.send({ kind: 'done', id: message.id })
      case 'ping':
        return link.send({ kind: 'done', id: message.id })
      case 'hello':
      case 'done':
        return
    }
  }

  #linkTo(peerId: string): Link {
    const found = [...this.#links].find(([, connection]) => connection.peerId === peerId)
    if (found === undefined) throw new Refusal('failed', `not connected to ${peerId}`)
    return found[0]
  }
}

function hostAndPort(address: string): { host: string; port: number } {
  try {
    const components = multiaddr(address).getComponents()
    const value = (name: string) => components.find((component) => component.name === name)?.value
    return { host: value('ip4') ?? '', port: Number(value('tcp')) }
  } catch (error) {
    throw new Refusal('invalid', `${address} is not a multiaddr: ${error instanceof Error ? error.message : ''}`)
  }
}
