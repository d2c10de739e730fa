import { z } from 'zod'
import { cutSchema, evidenceSchema, refusalSchema, wayTakenSchema } from './evidence.ts'
import { lackSchema } from './part.ts'
import { roleSchema } from './role.ts'
import type { Described } from './schema.ts'
import { stageSchema } from './stage.ts'

const milliseconds = z.number().nonnegative()

export const timingsSchema = z
  .strictObject({
    connectMs: milliseconds.nullable().describe("The dialer's own measure of the dial; null: it did not get that far"),
    chatMs: milliseconds.nullable().describe('From the first publish to the last message received'),
    wallMs: milliseconds.describe('The whole attempt'),
  })
  .meta({ id: 'timings' })

/** All durations in milliseconds; `null`: the cell did not get that far. */
export type Timings = Described<typeof timingsSchema>

export const lacksSchema = z
  .array(lackSchema)
  .describe('Parts that failed although the two are connected and chat both ways; empty: all went well')

const connected = z.strictObject({
  kind: z.literal('connected'),
  lacks: lacksSchema,
  way: wayTakenSchema.optional(),
})
const refused = z.strictObject({ kind: z.literal('refused'), refusal: refusalSchema })
const wasCut = z.strictObject({ kind: z.literal('cut'), cut: cutSchema })
const failed = z
  .strictObject({
    kind: z.literal('failed'),
    role: roleSchema.nullable().describe('Whose fault it is; null: that can not be known'),
    stage: stageSchema,
    message: z.string(),
    fault: z
      .enum(['peer', 'program'])
      .describe('peer: something did not come about; program: one ended, broke the protocol or stopped answering'),
  })
  .describe("The peers' fault")
const unsupported = z
  .strictObject({ kind: z.literal('unsupported'), by: roleSchema, message: z.string() })
  .describe("A peer said that it can't do this")
const notRun = z
  .strictObject({ kind: z.literal('not-run'), cause: z.enum(['missing', 'lab', 'interrupted']), message: z.string() })
  .describe('A toolchain, browser or build is missing, the lab can not host the scenario, or the run ended first')
const harnessError = z
  .strictObject({ kind: z.literal('harness-error'), message: z.string() })
  .describe("The harness's or the lab's own fault")

/** An outcome without its evidence. */
export const bareOutcomeSchema = z
  .discriminatedUnion('kind', [connected, refused, wasCut, failed, unsupported, notRun, harnessError])
  .meta({ id: 'outcome', description: 'What was observed' })

const withEvidence = { evidence: evidenceSchema }
const successes = [connected.extend(withEvidence), refused.extend(withEvidence), wasCut.extend(withEvidence)] as const

export const outcomeSchema = z.discriminatedUnion('kind', [
  ...successes,
  failed.extend({ evidence: evidenceSchema.nullable().describe('What was seen until then; null: nothing') }),
  unsupported,
  notRun,
  harnessError,
])

/** What the scenario asked for, a connection, a refusal or a cut circuit, with the evidence that it came about. */
export type Success = Described<(typeof successes)[number]>

/** What was observed in one attempt at a cell. */
export type Outcome = Described<typeof outcomeSchema>

/** The same, where the evidence stands elsewhere. */
export type BareOutcome = Described<typeof bareOutcomeSchema>

export const attemptFields = {
  number: z.int().positive(),
  programs: z.enum(['shared', 'isolated']).describe('In programs that other cells use too, or in its own'),
  timings: timingsSchema,
}
export const attemptSchema = z.strictObject({ ...attemptFields, outcome: outcomeSchema })
export type Attempt = Described<typeof attemptSchema>

export const successKinds = ['connected', 'refused', 'cut'] as const satisfies Success['kind'][]

export function isSuccess<O extends { readonly kind: Outcome['kind'] }>(
  outcome: O,
): outcome is Extract<O, { readonly kind: Success['kind'] }> {
  return (successKinds as readonly Outcome['kind'][]).includes(outcome.kind)
}

/** What the scenario asked for came about, and nothing is lacking. */
export function isWhole({ kind, lacks = [] }: Observed): boolean {
  return isSuccess({ kind }) && lacks.length === 0
}

/** An outcome, with or without its evidence. */
export interface Observed {
  readonly kind: Outcome['kind']
  readonly lacks?: readonly unknown[]
}
