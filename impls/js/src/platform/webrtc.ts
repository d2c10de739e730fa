import type { StartOptions } from '../protocol/methods.ts'

/** Left to itself, @libp2p/webrtc asks four public STUN servers. */
export const rtcConfiguration = ({ stunServers = [] }: StartOptions): RTCConfiguration => ({
  iceServers: stunServers.map((urls) => ({ urls })),
})
