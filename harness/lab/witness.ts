/** What the kernel counted in one direction between two sockets, on one network. */
export interface Flow {
  /** The network of the topology on whose segment it was seen. */
  readonly network: string
  readonly protocol: 'tcp' | 'udp'
  readonly from: Endpoint
  readonly to: Endpoint
  readonly packets: number
  /** Of IP packets, with their headers. */
  readonly bytes: number
}

export interface Endpoint {
  /** Without brackets; IPv6 in its canonical text. */
  readonly address: string
  readonly port: number
}

/** Sees every packet between hosts of a site; no peer can speak to it. */
export interface Witness {
  /** All flows since the site was opened, but those that were forgotten. Throws when the witness is gone: the lab's fault. */
  flows(signal: AbortSignal): Promise<readonly Flow[]>
  /** Drops flows that nobody will ask for again, so that reading stays cheap. What they send later is counted anew. */
  forget(flows: readonly Flow[]): void
}
