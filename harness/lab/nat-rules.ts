import type { RouterType } from './topology.ts'

/** How a router of a type treats what passes. Mapping and filtering are those of RFC 4787 and RFC 5382. */
interface Treatment {
  /** Another outside port for each remote, or the inside one's for all. */
  readonly mapping: 'same-port' | 'random-port'
  /** Which strangers reach a host inside that has sent something to somebody. */
  readonly admits: 'nobody' | 'known-address' | 'anybody'
  readonly forwards: 'everything' | 'no-udp'
}

const treatments: Readonly<Record<RouterType, Treatment>> = {
  'full-cone': { mapping: 'same-port', admits: 'anybody', forwards: 'everything' },
  'address-restricted': { mapping: 'same-port', admits: 'known-address', forwards: 'everything' },
  'port-restricted': { mapping: 'same-port', admits: 'nobody', forwards: 'everything' },
  symmetric: { mapping: 'random-port', admits: 'nobody', forwards: 'everything' },
  'udp-blocked': { mapping: 'same-port', admits: 'nobody', forwards: 'no-udp' },
}

/** Interfaces of a router. */
export const inside = 'inside'
export const outside = 'outside'

const learning = `
  map owners { type inet_proto . inet_service : ipv4_addr; flags dynamic; size 65536; }
  set contacted { type ipv4_addr . inet_proto . inet_service; flags dynamic; size 65536; }
  chain learn {
    type filter hook postrouting priority srcnat - 10;
    oifname "${outside}" meta l4proto { tcp, udp } update @owners { meta l4proto . th sport : ip saddr } update @contacted { ip daddr . meta l4proto . th sport }
  }`

const toOwner = 'dnat to meta l4proto . th dport map @owners'

/**
 * The rules of a router, for `nft -f -`. What was not asked for is dropped and not rejected: a reset would end the TCP
 * hole punch of the other side. A port that two hosts inside use is another one outside for the second of them.
 */
export function natRules(type: RouterType): string {
  const { mapping, admits, forwards } = treatments[type]
  const admitted = {
    nobody: [],
    'known-address': [`iifname "${outside}" ip saddr . meta l4proto . th dport @contacted ${toOwner}`],
    anybody: [`iifname "${outside}" meta l4proto { tcp, udp } ${toOwner}`],
  }[admits]
  return `table ip nat {${admits === 'nobody' ? '' : learning}
  chain inwards {
    type nat hook prerouting priority dstnat;
    ${admitted.join('\n')}
  }
  chain outwards {
    type nat hook postrouting priority srcnat;
    oifname "${outside}" masquerade ${mapping === 'random-port' ? 'fully-random' : ''}
  }
}
table ip filter {
  chain through {
    type filter hook forward priority filter; policy drop;
    ${forwards === 'no-udp' ? 'meta l4proto udp drop' : ''}
    iifname "${inside}" oifname "${outside}" accept
    ct state established,related accept
    ct status dnat accept
  }
  chain to_itself {
    type filter hook input priority filter; policy drop;
    iifname "${inside}" accept
  }
}
`
}
