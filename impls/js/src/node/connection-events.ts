import type { Connection, Libp2p } from '@libp2p/interface'
import type { ConnectionReport, Emit } from '../protocol/messages.ts'
import { textOf } from './addresses.ts'

export function reportConnection(connection: Connection): ConnectionReport {
  return {
    id: connection.id,
    peerId: connection.remotePeer.toString(),
    remoteAddress: textOf(connection.remoteAddr),
    // js-libp2p keeps no local address on a connection.
    localAddress: null,
    direction: connection.direction,
    security: negotiated(connection.encryption),
    muxer: negotiated(connection.multiplexer),
    limited: connection.limits !== undefined,
  }
}

// Where a transport brings its own security or muxer nothing is negotiated, and js-libp2p puts a word such as "native" there.
const negotiated = (protocol: string | undefined): string | null => (protocol?.startsWith('/') ? protocol : null)

export function emitConnectionEvents(libp2p: Libp2p, emit: Emit): void {
  libp2p.addEventListener('connection:open', ({ detail: connection }) => {
    // Reported once: the addresses of both events are those of the live connection.
    const report = reportConnection(connection)
    emit('connection-opened', { connection: report })
    connection.addEventListener(
      'close',
      ({ error }) => emit('connection-closed', { connection: report, reason: error?.message ?? null }),
      // A WebSocket that is reset while it closes has its connection close twice.
      { once: true },
    )
  })
  libp2p.addEventListener(
    'peer:identify',
    ({ detail: { peerId, agentVersion, protocols, listenAddrs, observedAddr } }) =>
      emit('identified', {
        peerId: peerId.toString(),
        agent: agentVersion ?? null,
        protocols,
        addresses: listenAddrs.flatMap((address) => textOf(address) ?? []),
        observedAddress: textOf(observedAddr),
      }),
  )
}
