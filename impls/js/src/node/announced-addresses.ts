import type { Libp2pEvents, TypedEventTarget } from '@libp2p/interface'
import type { AddressManager } from '@libp2p/interface-internal'

interface Components {
  events: TypedEventTarget<Libp2pEvents>
  addressManager: AddressManager
}

export const announcedAddresses = () => (components: Components) => new AnnouncedAddresses(components)

/**
 * A libp2p service that vouches for the addresses a node listens on. js-libp2p announces a public address only once
 * AutoNAT has verified it, and there is none in a lab, where addresses may well look public.
 */
class AnnouncedAddresses {
  constructor({ events, addressManager }: Components) {
    events.addEventListener('transport:listening', ({ detail: listener }) => {
      for (const address of listener.getAddrs()) addressManager.confirmObservedAddr(address, { type: 'transport' })
    })
  }
}
