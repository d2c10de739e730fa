import type { Connection } from '../../protocol/messages.ts'

/** A peer id that nobody here has. */
export const stranger = '12D3KooWJtVrZfXpAyVoMSPUyoSzoL8KBpkBYtAFvvWUhSKo3CnJ'

/** A connection to somebody outside of the lab, of whom nobody here knows anything. */
export const strangeConnection: Connection = {
  id: 'connection-to-a-stranger',
  peerId: stranger,
  remoteAddress: '/ip4/104.131.131.82/tcp/4001',
  localAddress: null,
  direction: 'outbound',
  security: '/noise',
  muxer: '/yamux/1.0.0',
  limited: false,
}
