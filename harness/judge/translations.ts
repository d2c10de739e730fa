/** The judge's fourth witness: the connection tracking of the routers. */
import type { NodeEvidence } from '../domain/evidence.ts'
import { transportRow } from '../domain/transport.ts'
import { nodeNamed, seenAt, type Case } from './arrangement.ts'
import type { Finding } from './finding.ts'

/** A direct connection of a host behind a router is one that the router translates, and that was answered. */
export function translationShortfalls(aCase: Case): Finding[] {
  return aCase.links.flatMap((link) => {
    if (link.punched !== true || link.over === 'circuit') return []
    const { layer } = transportRow(link.over)
    const [dialer, listener] = [nodeNamed(aCase, link.dialer), nodeNamed(aCase, link.listener)]
    return [[dialer, listener] as const, [listener, dialer] as const].flatMap(([node, remote]) =>
      node.seenAs === undefined || isTranslated(aCase, node, remote, layer)
        ? []
        : [{ role: null, sentence: `no router of the ${node.role} translated ${layer} to the ${remote.role}` }],
    )
  })
}

function isTranslated({ evidence }: Case, node: NodeEvidence, remote: NodeEvidence, layer: 'tcp' | 'udp'): boolean {
  return (evidence.translations ?? []).some(
    (one) =>
      one.answered &&
      one.protocol === layer &&
      seenAt(node).includes(one.outside.address) &&
      seenAt(remote).includes(one.remote.address),
  )
}
