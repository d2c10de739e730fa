import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import type { Listener } from '@libp2p/interface'
import { getNetConfig } from '@libp2p/utils'
import { webRTCDirect } from '@libp2p/webrtc'
import { multiaddr } from '@multiformats/multiaddr'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { StartOptions } from '../../protocol/methods.ts'
import type { TransportFactory } from '../platform.ts'
import { rtcConfiguration } from '../webrtc.ts'

/**
 * @libp2p/webrtc takes a port that is free for TCP and hopes that UDP has it free too, and its native library writes to
 * stdout, which is the protocol's, when it cannot bind. So the UDP port is tried out first.
 * https://github.com/libp2p/js-libp2p/pull/3630
 */
export const webRTCDirectInNode =
  (options: StartOptions): TransportFactory =>
  (components) => {
    const transport = webRTCDirect({ rtcConfiguration: rtcConfiguration(options) })(components)
    const createListener = transport.createListener.bind(transport)
    transport.createListener = (listenerOptions) => onBindableAddress(createListener(listenerOptions))
    return transport
  }

function onBindableAddress(listener: Listener): Listener {
  const listen = listener.listen.bind(listener)
  listener.listen = async (address) => listen(await bindableAddress(address))
  return listener
}

/** The same address with the port that a socket could be bound to. Throws what the system says where none could. */
async function bindableAddress(address: Multiaddr): Promise<Multiaddr> {
  const { host, port, type } = getNetConfig(address)
  const socket = createSocket(type === 'ip6' ? 'udp6' : 'udp4')
  try {
    socket.bind({ address: host, port, exclusive: true })
    await once(socket, 'listening')
    const bound = socket.address().port
    return multiaddr(
      address.getComponents().map((part) => (part.name === 'udp' ? { ...part, value: String(bound) } : part)),
    )
  } finally {
    socket.close()
  }
}
