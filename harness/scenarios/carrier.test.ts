import { describe, expect, test } from 'vitest'
import { carrierOf } from './carrier.ts'

const peerId = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'
const certhash = 'uEiAkH5a4DPGKUuOBjYw0CgwjvcJCJMD2K_1aluKR_tpevQ'
const udp = '/ip4/127.0.0.1/udp/4001'

describe('what one multiaddr tells', () => {
  test.for([
    ['/ip4/127.0.0.1/tcp/4001', 'tcp'],
    [`/ip6/::1/tcp/4001/p2p/${peerId}`, 'tcp'],
    ['/dns4/example.org/tcp/4001', 'tcp'],
    ['/ip4/127.0.0.1/tcp/4001/ws', 'ws'],
    ['/ip4/127.0.0.1/tcp/4001/wss', 'wss'],
    ['/ip4/127.0.0.1/tcp/4001/tls/ws', 'wss'],
    ['/ip4/127.0.0.1/tcp/4001/tls/sni/example.org/ws', 'wss'],
    [`${udp}/quic-v1`, 'quic-v1'],
    [`${udp}/quic-v1/webtransport/certhash/${certhash}`, 'webtransport'],
    [`${udp}/webrtc-direct/certhash/${certhash}/p2p/${peerId}`, 'webrtc-direct'],
    [udp, 'udp'],
    [`/ip4/127.0.0.1/tcp/4001/ws/p2p/${peerId}/p2p-circuit`, 'circuit'],
    [`${udp}/quic-v1/p2p/${peerId}/p2p-circuit/p2p/${peerId}`, 'circuit'],
    [`/ip4/127.0.0.1/tcp/4001/ws/p2p/${peerId}/p2p-circuit/webrtc/p2p/${peerId}`, 'webrtc'],
    ['/webrtc', 'webrtc'],
    [`/p2p/${peerId}`, 'unknown'],
    ['/memory/7', 'unknown'],
    ['', 'unknown'],
    ['/', 'unknown'],
    ['/ip4/not-an-address/tcp/1', 'unknown'],
  ] as const)('%s: %s', ([remoteAddress, carrier]) => {
    expect(carrierOf({ remoteAddress, localAddress: null })).toBe(carrier)
  })
})

describe('what the local address adds', () => {
  test.for([
    ['/ip4/127.0.0.1/tcp/4001', '/ip4/127.0.0.1/tcp/9/ws', 'ws'],
    ['/ip4/127.0.0.1/tcp/4001', '/ip4/127.0.0.1/tcp/9/tls/ws', 'wss'],
    [udp, `${udp}/webrtc-direct`, 'webrtc-direct'],
    [`/p2p/${peerId}`, '/ip4/127.0.0.1/tcp/9', 'tcp'],
    ['/ip4/127.0.0.1/tcp/4001', '/nonsense/9', 'tcp'],
    [null, `${udp}/quic-v1`, 'quic-v1'],
    [null, null, 'unknown'],
  ] as const)('%s, at %s: %s', ([remoteAddress, localAddress, carrier]) => {
    expect(carrierOf({ remoteAddress, localAddress })).toBe(carrier)
  })

  test('nothing, where the remote address already tells', () => {
    const remoteAddress = `/ip4/127.0.0.1/tcp/4001/ws/p2p/${peerId}/p2p-circuit`
    expect(carrierOf({ remoteAddress, localAddress: '/ip4/127.0.0.1/tcp/9' })).toBe('circuit')
    expect(carrierOf({ remoteAddress: '/ip4/127.0.0.1/tcp/1/ws', localAddress: `${udp}/quic-v1` })).toBe('ws')
  })
})
