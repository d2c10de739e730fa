import { plantsIn } from '../../plant.ts'
import { backdoor } from '../backdoor.ts'
import { tcpForUdp } from '../wire.ts'

const ends = ['dialer', 'listener'] as const

/** Two that lie alike: only the wire knows. */
export const wire = [
  plantsIn('direct', 'tcp+noise')(ends, 'both meet without a socket', backdoor('tcp', 'udp')),
  plantsIn('direct', 'ws+noise')(ends, 'both meet without a socket', backdoor('tcp', 'udp')),
  plantsIn('direct', 'quic-v1')(ends, 'both meet without a socket', backdoor('tcp', 'udp')),
  plantsIn('direct', 'webrtc-direct')(ends, 'both meet without a socket', backdoor('tcp', 'udp')),
  plantsIn('direct', 'quic-v1')(ends, 'both speak TCP', tcpForUdp),
  plantsIn('direct', 'webtransport')(ends, 'both speak TCP', tcpForUdp),
  plantsIn('direct', 'webrtc-direct')(ends, 'both speak TCP', tcpForUdp),
]
