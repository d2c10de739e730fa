import type { Case } from './arrangement.ts'
import type { Finding } from './finding.ts'
import { linkContradictions, linkShortfalls } from './links.ts'
import { arrivalFindings, receivedFindings } from './messages.ts'
import { strangers } from './people.ts'
import { selfContradictions } from './self.ts'
import { startFindings } from './starts.ts'
import { translationShortfalls } from './translations.ts'
import { wireContradictions, wireShortfalls } from './wire.ts'

/**
 * Everything in which the evidence contradicts what was arranged, itself, the other end or the wire, and everything
 * that was arranged and is not there. Empty: the cell may pass.
 */
export function judgeEvidence(aCase: Case): Finding[] {
  const wrong = contradictions(aCase)
  if (wrong.length > 0) return wrong // what is missing then follows from that
  return distinct([
    ...linkShortfalls(aCase),
    ...arrivalFindings(aCase),
    ...wireShortfalls(aCase),
    ...translationShortfalls(aCase),
  ])
}

/** What can't be, also in a cell that ended before all that was arranged could come about. */
export function contradictions(aCase: Case): Finding[] {
  const { nodes } = aCase.evidence
  return distinct([
    ...nodes.flatMap(startFindings),
    ...nodes.flatMap(selfContradictions),
    ...linkContradictions(aCase),
    ...strangers(aCase),
    ...receivedFindings(aCase),
    ...wireContradictions(aCase),
  ])
}

/** The same may be found from both ends, and said in the same words; the one that knows whose it is counts. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...Map.groupBy(findings, ({ sentence }) => sentence).values()].flatMap(
    ([first, ...others]) => [first, ...others].find((one) => one?.role != null) ?? first ?? [],
  )
}
