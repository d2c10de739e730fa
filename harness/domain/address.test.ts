import { expect, test } from 'vitest'
import { parseAddress, type Address } from './address.ts'

const one = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'
const other = '12D3KooWJtVrZfXpAyVoMSPUyoSzoL8KBpkBYtAFvvWUhSKo3CnJ'
const hash = 'uEiAkH5a4DPGKUuOBjYw0CgwjvcJCJMD2K_1aluKR_tpevQ'
const nothing: Address = { ip: null, layer: null, port: null, carrier: 'unknown', relay: null, peerId: null }

test.each([
  ['/ip4/1.2.3.4/tcp/80', { ip: '1.2.3.4', layer: 'tcp', port: 80, carrier: 'tcp' }],
  ['/ip6/::1/tcp/80/ws', { ip: '::1', layer: 'tcp', port: 80, carrier: 'ws' }],
  ['/ip4/1.2.3.4/tcp/80/tls/ws', { ip: '1.2.3.4', layer: 'tcp', port: 80, carrier: 'wss' }],
  ['/ip4/1.2.3.4/tcp/80/wss', { ip: '1.2.3.4', layer: 'tcp', port: 80, carrier: 'wss' }],
  ['/ip4/1.2.3.4/tcp/80/tls', { ip: '1.2.3.4', layer: 'tcp', port: 80, carrier: 'tcp' }],
  ['/ip4/1.2.3.4/udp/9', { ip: '1.2.3.4', layer: 'udp', port: 9, carrier: 'udp' }],
  ['/ip4/1.2.3.4/udp/9/quic-v1', { ip: '1.2.3.4', layer: 'udp', port: 9, carrier: 'quic-v1' }],
  [
    `/ip4/1.2.3.4/udp/9/quic-v1/webtransport/certhash/${hash}`,
    { ip: '1.2.3.4', layer: 'udp', port: 9, carrier: 'webtransport' },
  ],
  [
    `/ip4/1.2.3.4/udp/9/webrtc-direct/certhash/${hash}/p2p/${one}`,
    { ip: '1.2.3.4', layer: 'udp', port: 9, carrier: 'webrtc-direct', peerId: one },
  ],
  ['/dns4/example.org/tcp/443', { layer: 'tcp', port: 443, carrier: 'tcp' }],
  ['/ip4/1.2.3.4', { ip: '1.2.3.4' }],
  [`/p2p/${one}`, { peerId: one }],
  [
    `/ip4/1.2.3.4/tcp/80/p2p/${one}/p2p-circuit/p2p/${other}`,
    { ip: '1.2.3.4', layer: 'tcp', port: 80, carrier: 'circuit', relay: one, peerId: other },
  ],
  [
    `/ip4/1.2.3.4/tcp/80/p2p/${one}/p2p-circuit`,
    { ip: '1.2.3.4', layer: 'tcp', port: 80, carrier: 'circuit', relay: one },
  ],
  [`/p2p/${one}/p2p-circuit/webrtc/p2p/${other}`, { carrier: 'webrtc', relay: one, peerId: other }],
  ['/p2p-circuit', { carrier: 'circuit' }],
  ['', {}],
  ['nonsense', {}],
  ['/nonsense', {}],
  ['/ip4/1.2.3', {}],
] as const)('%s', (text, says) => {
  expect(parseAddress(text)).toEqual({ ...nothing, ...says })
})
