import type { Stream } from '@libp2p/interface'

/**
 * Closes the writing end, without waiting for it: over WebRTC that takes until the remote acknowledges, which
 * rust-libp2p does not: https://github.com/libp2p/rust-libp2p/issues/4600
 */
export function endWriting(stream: Stream): void {
  stream.close().catch((error) => stream.abort(error))
}
