import { parseAddress } from '../domain/address.ts'
import type { PeerError } from '../domain/errors.ts'
import type { NodeEvidence } from '../domain/evidence.ts'
import type { Role } from '../domain/role.ts'
import { stageTable } from '../domain/stage.ts'
import { nodeNamed, type Case } from './arrangement.ts'
import { blamed } from './finding.ts'
import { contradictions } from './judge.ts'
import { storiesOf } from './stories.ts'
import { flowsTo } from './wire.ts'

export interface Blame {
  /** `null`: it can't be known which of them. */
  readonly role: Role | null
  readonly message: string
}

/**
 * Whose fault a failure is: of the one whose word is contradicted, and not of the one who waited. What takes two is
 * nobody's fault for certain, unless the wire shows whose.
 */
export function blameFor(error: PeerError, aCase: Case): Blame {
  const findings = contradictions(aCase)
  if (findings.length > 0) {
    const news = findings.filter(({ sentence }) => !error.message.includes(sentence))
    return { role: blamed(findings), message: [error.message, ...news.map(({ sentence }) => sentence)].join('; ') }
  }
  const byItself = error.cause === undefined || !stageTable[error.stage].takesTwo
  if (byItself) return { role: error.role, message: error.message }
  const silent = error.stage === 'dial' ? whoWasSilent(aCase) : null
  if (silent !== null) return { role: silent.role, message: `${error.message}; ${silent.message}` }
  return { role: null, message: `at the ${error.role}: ${error.message}` }
}

/** In a dial that failed: a dialer that sent nothing, or a listener that answered nothing. */
function whoWasSilent(aCase: Case): Blame | null {
  const { wire } = aCase.evidence
  const link = aCase.links.at(-1)
  if ('missing' in wire || link?.address === undefined || link.over === 'circuit') return null
  const { port, ip } = parseAddress(link.address)
  if (port === null || ip === null || link.relay !== undefined) return null
  const [dialer, listener] = [nodeNamed(aCase, link.dialer), nodeNamed(aCase, link.listener)]
  if (dialer.seenAs !== undefined || listener.seenAs !== undefined) return null // a router may have dropped it
  const { sent, answered } = flowsTo(dialer, listener, port, wire.flows)
  if (sent === 0) return { role: dialer.role, message: `the ${dialer.role} sent no packet to the ${listener.role}` }
  if (answered === 0) {
    return { role: listener.role, message: `the ${listener.role} answered none of ${sent} packets` }
  }
  return hasConnection(listener, dialer)
    ? { role: dialer.role, message: `the ${listener.role} has the connection` }
    : null
}

function hasConnection(node: NodeEvidence, remote: NodeEvidence): boolean {
  return storiesOf(node).some(({ mentions: [first] }) => first.connection.peerId === remote.peerId)
}
