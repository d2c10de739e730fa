import type { PeerId } from '@libp2p/interface'
import type { TransportManager } from '@libp2p/interface-internal'
import type { Multiaddr } from '@multiformats/multiaddr'

interface Components {
  peerId: PeerId
  transportManager: TransportManager
}

export const reservations = () => (components: Components) => new Reservations(components)

/** Reserves slots on relays. A libp2p service, because a running node's transport manager is open to those only. */
class Reservations {
  readonly #self: PeerId
  readonly #transports: TransportManager

  constructor({ peerId, transportManager }: Components) {
    this.#self = peerId
    this.#transports = transportManager
  }

  /** To listen on a relay is to reserve there. Answers the addresses under which this node can be reached through it. */
  async reserve(relay: Multiaddr, relayId: PeerId): Promise<Multiaddr[]> {
    await this.#transports.listen([relay.encapsulate('/p2p-circuit')])
    return this.#transports
      .getAddrs()
      .filter((address) => address.toString().includes(`/p2p/${relayId}/p2p-circuit`))
      .map((address) => address.encapsulate(`/p2p/${this.#self}`))
  }
}
