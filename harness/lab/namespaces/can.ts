import { existsSync } from 'node:fs'
import type { Abilities } from '../lab.ts'

const notBuilt = (what: string) => ({ reason: `this lab has no ${what} yet`, fix: 'none' })

/** What namespaces can do on this machine beside being there at all. */
export function namespacesCan(): Abilities {
  return {
    nat: notBuilt('routers'),
    ip6: existsSync('/proc/net/if_inet6') || {
      reason: 'this kernel runs without IPv6',
      fix: 'boot without ipv6.disable=1',
    },
    dns: notBuilt('name server'),
    witness: notBuilt('counters'),
    capture: notBuilt('captures'),
    shape: notBuilt('delay or loss'),
  }
}
