/** The parts of a cell that two connected ends try, each of them from each end. */
import { z } from 'zod'
import type { Described } from './schema.ts'

export const parts = ['identify', 'ping', 'gossip', 'direct-message'] as const

export const ends = ['dialer', 'listener'] as const

export const partFields = {
  role: z.enum(ends).describe('The end that tries it: who identifies or pings the other, or sends to it'),
  part: z.enum(parts),
}
export const lackSchema = z
  .strictObject({ ...partFields, message: z.string().describe('How it failed') })
  .meta({ id: 'lack', description: 'A part that failed although the two were connected' })

/** A part that failed although the two were connected. */
export type Lack = Described<typeof lackSchema>

/** A part as tried from one end. */
export type PartOfEnd = Pick<Lack, 'role' | 'part'>

export function sameParts(one: readonly PartOfEnd[], other: readonly PartOfEnd[]): boolean {
  const [names, otherNames] = [new Set(one.map(partName)), new Set(other.map(partName))]
  return names.symmetricDifference(otherNames).size === 0
}

/** Such as `identify (dialer)`. */
export function partName({ role, part }: PartOfEnd): string {
  return `${part} (${role})`
}
