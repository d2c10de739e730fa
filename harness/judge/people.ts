import type { NodeEvidence } from '../domain/evidence.ts'
import { linksOf, nodeOf, type Case } from './arrangement.ts'
import { against, type Finding } from './finding.ts'
import { said } from './said.ts'

/** Whom a node heard of: nobody but the nodes of this cell is in it. */
export function strangers(aCase: Case): Finding[] {
  return aCase.evidence.nodes.flatMap((node) => [
    ...unknownPeers(aCase, node, 'identified', 'identified'),
    ...unknownPeers(aCase, node, 'peer-subscribed', 'says that a topic was subscribed to by'),
    ...otherTopics(aCase, node),
  ])
}

function unknownPeers(
  aCase: Case,
  node: NodeEvidence,
  event: 'identified' | 'peer-subscribed',
  verb: string,
): Finding[] {
  const peers = new Set(said(node, event).map(({ peerId }) => peerId))
  return [...peers].flatMap((peerId) => {
    const who = nodeOf(aCase, peerId)
    if (who === node) return [against(node, `${verb} itself`)]
    if (who !== undefined && isRefused(aCase, node, who)) {
      return [against(node, `${verb} the ${who.role}, though the dial between them was refused`)]
    }
    return who === undefined ? [against(node, `${verb} ${peerId}, who is nobody in this cell`)] : []
  })
}

/** All that was arranged between the two is a dial that has to be refused. */
function isRefused(aCase: Case, one: NodeEvidence, other: NodeEvidence): boolean {
  const between = linksOf(aCase, one).filter(({ dialer, listener }) => [dialer, listener].includes(other.name))
  return between.length > 0 && between.every(({ course }) => course === 'refused')
}

function otherTopics({ topics }: Case, node: NodeEvidence): Finding[] {
  const others = new Set(said(node, 'peer-subscribed').map(({ topic }) => topic))
  return [...others]
    .filter((topic) => !topics.includes(topic))
    .map((topic) => against(node, `says that somebody subscribed to ${topic}, a topic that nobody in this cell has`))
}
