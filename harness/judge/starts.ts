import { parseAddress } from '../domain/address.ts'
import type { NodeEvidence } from '../domain/evidence.ts'
import { transportRow, type Transport } from '../domain/transport.ts'
import { against, type Finding } from './finding.ts'
import { answers } from './said.ts'

/** What a node says of itself when it has started: its peer id is that of its key, and its addresses lead to it. */
export function startFindings(node: NodeEvidence): Finding[] {
  return answers(node, 'start').flatMap(({ result: { peerId, addresses } }) => [
    ...(peerId === node.peerId ? [] : [against(node, `started as ${peerId}, and its key belongs to ${node.peerId}`)]),
    ...addresses.flatMap((address) => addressFindings(node, peerId, address)),
  ])
}

function addressFindings(node: NodeEvidence, peerId: string, text: string): Finding[] {
  const address = parseAddress(text)
  const reached = node.listens.map((transport) => transportRow(transport as Transport).carrier)
  const wrong: string[] = []
  if (address.carrier === 'unknown') wrong.push('which is not a multiaddr that anybody could dial')
  else if (!reached.includes(address.carrier)) {
    wrong.push(`which is over ${address.carrier}, not ${reached.join(' or ') || 'anything: it only dials'}`)
  }
  if (address.ip !== null && !node.ips.includes(address.ip)) {
    wrong.push(`which is not at its host, ${node.ips.join(', ')}`)
  }
  if (address.peerId !== peerId) wrong.push(`which does not end in its peer id, ${peerId}`)
  return wrong.map((what) => against(node, `started at ${text}, ${what}`))
}
