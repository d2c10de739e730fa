/** What nodes of the reference peer say to each other over a link. Nothing of it is libp2p, all of it stands for a part of it. */

/** The first message of a dialer, the first of a listener, and the dialer's last before the connection stands. */
export type Handshake =
  | { readonly kind: 'open'; readonly transport: string }
  | { readonly kind: 'listener'; readonly peerId: string; readonly certhash: string | null }
  | { readonly kind: 'dialer'; readonly peerId: string }

/** Asked over a connection; each has an answer. */
export type Ask =
  | { readonly ask: 'identify' }
  | { readonly ask: 'ping' }
  | { readonly ask: 'direct-message'; readonly text: string }
  | { readonly ask: 'reserve' }
  /** To the relay: connect me to that peer. */
  | { readonly ask: 'connect'; readonly peerId: string }
  /** From the relay: somebody connects through me. */
  | { readonly ask: 'accept'; readonly circuit: number; readonly limited: boolean }
  /** Where can a direct WebRTC connection go to? */
  | { readonly ask: 'webrtc' }

/** Said over a connection, without an answer. */
export type Tell =
  | { readonly tell: 'subscribe'; readonly topic: string }
  | {
      readonly tell: 'gossip'
      readonly id: string
      readonly topic: string
      readonly author: string
      readonly text: string
    }
  | { readonly tell: 'circuit'; readonly circuit: number; readonly data: object }
  | { readonly tell: 'hang-up'; readonly circuit: number }

export type Frame =
  | { readonly kind: 'ask'; readonly id: number; readonly body: Ask }
  | { readonly kind: 'answer'; readonly id: number; readonly body: object }
  | { readonly kind: 'refuse'; readonly id: number; readonly message: string }
  | { readonly kind: 'tell'; readonly body: Tell }
