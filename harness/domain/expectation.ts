import { z } from 'zod'
import type { Described } from './schema.ts'

export const expectationSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('connects') }),
    z.strictObject({
      kind: z.literal('known-failing'),
      issue: z.string(),
      reason: z.string(),
      stage: z.string().exactOptional(),
    }),
    z.strictObject({ kind: z.literal('known-flaky'), issue: z.string(), reason: z.string() }),
    z.strictObject({
      kind: z.literal('unsupported'),
      because: z.enum(['by-design', 'not-implemented']),
      reason: z.string(),
      link: z.string(),
    }),
  ])
  .meta({ id: 'expectation', description: 'What matrix.yaml says should happen' })

/**
 * What matrix.yaml says should happen in a cell. `known-failing`: a known bug; the cell fails, at `stage` if that is
 * given, and a pass means that the entry is stale. `known-flaky`: a known race; the cell may pass or fail.
 * `unsupported`: no released library can do it, by design of the platform, or because nobody has implemented it yet.
 */
export type Expectation = Described<typeof expectationSchema>

export const connects: Expectation = { kind: 'connects' }
