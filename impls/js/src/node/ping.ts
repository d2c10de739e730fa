import type { Connection } from '@libp2p/interface'
import { byteStream } from '@libp2p/utils'
import { endWriting } from './streams.ts'

const protocol = '/ipfs/ping/1.0.0'
const payloadBytes = 32

/**
 * One round trip on this very connection. @libp2p/ping pings a peer, not a connection, and where the only connection to
 * that peer is a limited one it dials the peer again.
 */
export async function pingOver(connection: Connection, signal: AbortSignal): Promise<number> {
  const stream = await connection.newStream(protocol, { signal, runOnLimitedConnection: true })
  try {
    const bytes = byteStream(stream)
    const payload = crypto.getRandomValues(new Uint8Array(payloadBytes))
    const begun = performance.now()
    await bytes.write(payload, { signal })
    const echo = await bytes.read({ bytes: payloadBytes, signal })
    const elapsed = performance.now() - begun
    if (!payload.every((byte, index) => byte === echo.get(index))) throw new Error('The ping came back changed')
    endWriting(stream)
    return elapsed
  } catch (error) {
    stream.abort(error as Error)
    throw error
  }
}
