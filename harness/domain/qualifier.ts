/**
 * What follows the pair in a cell's id, each `name:value`, in the order of this table. An id never changes its meaning:
 * history hangs on it.
 */
export const qualifierTable = {
  /** The program in the middle. */
  via: { holds: 'implementation', describe: 'implementation of the relay or server in the middle' },
  leg: { holds: 'transport', describe: 'transport between the ends and the middle, where it is not the default' },
  nat: { holds: 'name', describe: 'NAT type of the dialer ~ NAT type of the listener' },
  over: { holds: 'name', describe: 'ip6, dns4, dns6 or dnsaddr; absent: ip4' },
  with: { holds: 'variant', describe: 'a variant of the scenario' },
  peers: { holds: 'name', describe: 'how many nodes' },
} as const satisfies Record<string, QualifierRow>

interface QualifierRow {
  /** What its values are names of. */
  readonly holds: 'implementation' | 'transport' | 'variant' | 'name'
  readonly describe: string
}

export type QualifierName = keyof typeof qualifierTable
export const qualifierNames = Object.keys(qualifierTable) as [QualifierName, ...QualifierName[]]

/** The qualifiers that a cell has. */
export type Qualifiers = Readonly<Partial<Record<QualifierName, string>>>

/** `via:rust with:data`, in the order of the table. */
export function formatQualifiers(qualifiers: Qualifiers): string[] {
  return qualifierNames.flatMap((name) => (qualifiers[name] === undefined ? [] : [`${name}:${qualifiers[name]}`]))
}

/** `null`: one of the parts is not a qualifier, is there twice, or stands in another order than the table's. */
export function parseQualifiers(parts: readonly string[]): Qualifiers | null {
  const pairs = parts.map((part) => part.split(/:(.*)/s).slice(0, 2) as [string, string | undefined])
  const qualifiers: Qualifiers = Object.fromEntries(pairs.filter(([name]) => Object.hasOwn(qualifierTable, name)))
  const written = formatQualifiers(qualifiers)
  return written.length === parts.length && written.every((part, index) => part === parts[index]) ? qualifiers : null
}
