import type { NodeEvidence } from '../domain/evidence.ts'
import type { Role } from '../domain/role.ts'

/** Something in the evidence that can't be. `role`: who said it, `null`: it can't be known which of them is wrong. */
export interface Finding {
  readonly role: Role | null
  readonly sentence: string
}

/** What a node said is contradicted by what was arranged, by itself, or by the wire. */
export function against({ role }: Pick<NodeEvidence, 'role'>, sentence: string): Finding {
  return { role, sentence: `the ${role} ${sentence}` }
}

/** The one role that all findings with a role name; `null`: several, or none. */
export function blamed(findings: readonly Finding[]): Role | null {
  const [role, ...others] = new Set(findings.flatMap((finding) => finding.role ?? []))
  return role === undefined || others.length > 0 ? null : role
}

export function sentences(findings: readonly Finding[]): string {
  return findings.map(({ sentence }) => sentence).join('; ')
}
