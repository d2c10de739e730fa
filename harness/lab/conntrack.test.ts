import { expect, test } from 'vitest'
import { parseConntrack } from './conntrack.ts'

const lines = `ipv4     2 udp      17 28 src=192.168.1.2 dst=11.0.0.3 sport=5000 dport=6001 [UNREPLIED] src=11.0.0.3 dst=11.0.0.1 sport=6001 dport=41000 mark=0 zone=0 use=2
ipv4     2 tcp      6 431999 ESTABLISHED src=11.0.0.4 dst=11.0.0.1 sport=7000 dport=4001 src=192.168.1.2 dst=11.0.0.4 sport=4001 dport=7000 [ASSURED] mark=0 zone=0 use=2
ipv4     2 tcp      6 299 ESTABLISHED src=192.168.1.3 dst=192.168.1.1 sport=7000 dport=53 src=192.168.1.1 dst=192.168.1.3 sport=53 dport=7000 [ASSURED] mark=0 zone=0 use=2
ipv4     2 icmp     1 29 src=192.168.1.2 dst=11.0.0.3 type=8 code=0 id=1 src=11.0.0.3 dst=11.0.0.1 type=0 code=0 id=1 mark=0 zone=0 use=2
`

test('what goes out, what was let in, and nothing that stays inside or has no ports', () => {
  expect(parseConntrack(lines, '11.0.0.1')).toEqual([
    {
      protocol: 'udp',
      inside: { address: '192.168.1.2', port: 5000 },
      outside: { address: '11.0.0.1', port: 41000 },
      remote: { address: '11.0.0.3', port: 6001 },
      answered: false,
    },
    {
      protocol: 'tcp',
      inside: { address: '192.168.1.2', port: 4001 },
      outside: { address: '11.0.0.1', port: 4001 },
      remote: { address: '11.0.0.4', port: 7000 },
      answered: true,
    },
  ])
})
