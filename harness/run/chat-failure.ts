import { PeerError } from '../domain/errors.ts'
import { ends, type Lack } from '../domain/part.ts'
import { nodeNamed, type Case } from '../judge/arrangement.ts'
import { hasArrived } from '../judge/messages.ts'

/**
 * Two who are connected but can't exchange messages of any kind both ways are not partly connected: then the first
 * part that failed fails the cell. `null`: they chat.
 */
export function chatFailure(aCase: Case, lacks: readonly Lack[]): PeerError | null {
  const [first] = lacks
  if (first === undefined) return null
  const delivered = aCase.evidence.sent.filter((message) => hasArrived(aCase, message))
  const chats = (['gossip', 'direct'] as const).some((kind) =>
    ends.every((end) =>
      delivered.some((message) => message.kind === kind && nodeNamed(aCase, message.from).role === end),
    ),
  )
  return chats ? null : new PeerError(null, first.part, `at the ${first.role}: ${first.message}`)
}
