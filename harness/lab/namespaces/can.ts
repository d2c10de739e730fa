import { existsSync } from 'node:fs'
import type { Abilities } from '../lab.ts'
import { findTool } from '../tools.ts'

const notBuilt = (what: string) => ({ reason: `this lab has no ${what} yet`, fix: 'not in this version' })

/** What namespaces can do on this machine, by the tools that are there. */
export function namespacesCan(isThere = (tool: string) => findTool(tool) !== undefined): Abilities {
  const nft = isThere('nft') || { reason: 'nft missing', fix: 'apt-get install nftables' }
  return {
    nat: nft,
    ip6: existsSync('/proc/net/if_inet6') || {
      reason: 'this kernel runs without IPv6',
      fix: 'boot without ipv6.disable=1',
    },
    dns: notBuilt('name server'),
    witness: nft,
    capture: notBuilt('captures'),
    shape: notBuilt('delay or loss'),
    images: { reason: 'programs run as they are', fix: 'use the containers lab' },
  }
}

/** The same where nftables turned out not to work. */
export function withoutNftables(can: Abilities, said: string): Abilities {
  const refusal = {
    reason: 'nftables does not work here',
    said,
    fix: 'use a kernel with nf_tables and its bridge family',
  }
  return { ...can, nat: refusal, witness: refusal }
}
