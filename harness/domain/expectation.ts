import { z } from 'zod'
import { partFields } from './part.ts'
import type { Described } from './schema.ts'
import type { Stage } from './stage.ts'

/** Why a cell does not simply connect: `issue` is a link to the bug, or to this project's page about it. */
const known = { issue: z.string(), reason: z.string() }

/** Which failures a known bug explains. Every other failure is a new one. */
const failures = {
  stages: z.array(z.string()).min(1).describe('It fails at one of these'),
  message: z
    .string()
    .exactOptional()
    .describe('Occurs in the message of the failure; * stands for anything. Absent: any message'),
}

export const expectationSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('connects') }),
    z.strictObject({ kind: z.literal('known-failing'), ...known, ...failures }),
    z.strictObject({
      kind: z.literal('known-flaky'),
      ...known,
      ...failures,
      atMost: z.number().gt(0).lt(1).describe('How many of all attempts fail, at most'),
    }),
    z.strictObject({
      kind: z.literal('known-partial'),
      ...known,
      lacks: z.array(z.strictObject(partFields)).min(1).describe('The two connect and chat; exactly these parts fail'),
    }),
    z.strictObject({
      kind: z.literal('unsupported'),
      because: z.enum(['by-design', 'not-implemented']),
      reason: z.string(),
      link: z.string(),
    }),
  ])
  .meta({ id: 'expectation', description: 'What matrix.yaml says should happen' })

/**
 * What matrix.yaml says should happen in a cell. `known-failing`: a known bug, the cell fails each time.
 * `known-flaky`: a known race, it fails sometimes. `known-partial`: it connects, but a known bug keeps some parts from
 * working, each time. `unsupported`: no released library can do it, by design of the platform, or because nobody has
 * implemented it yet.
 */
export type Expectation = Described<typeof expectationSchema>

export const connects: Expectation = { kind: 'connects' }

/** What no bug of a library explains: a program that does not start, set up or end its nodes is itself at fault. */
export const neverExcused: readonly Stage[] = ['hello', 'start', 'reserve', 'stop']
