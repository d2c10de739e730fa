/** What nodes of the reference peer have below them: sockets, in memory or of the operating system. */
export interface Network {
  /** Accepts links at that address; port 0 is any free one. Rejects if the port is taken or the IP is another machine's. */
  listen(at: SocketAddress, accept: (link: Link) => void): Promise<Binding>
  /** Rejects if nobody is there; where that can't be known (UDP), when the signal aborts. */
  dial(to: SocketAddress, signal: AbortSignal): Promise<Link>
}

export interface SocketAddress {
  readonly layer: 'tcp' | 'udp'
  readonly ip: string
  readonly port: number
}

export interface Binding {
  readonly at: SocketAddress
  close(): Promise<void>
}

/** A flow of messages between two sockets, or through a relay. */
export interface Link {
  readonly local: SocketAddress
  readonly remote: SocketAddress
  /** Ignored when the link is closed. */
  send(message: object): void
  /** What arrives while there is no receiver waits for one. */
  receive(receiver: ((message: object) => void) | undefined): void
  readonly closed: Promise<void>
  close(): void
}
