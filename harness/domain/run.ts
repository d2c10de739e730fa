/** What a run says while it goes on. */
import { z } from 'zod'
import { artifactSchema } from './artifact.ts'
import { cellFields, cellSchema } from './cell.ts'
import { expectationSchema } from './expectation.ts'
import { attemptSchema, outcomeSchema, timingsSchema } from './outcome.ts'
import type { Described } from './schema.ts'
import { verdictSchema } from './verdict.ts'

const plannedCell = z.strictObject({ cell: cellSchema, expectation: expectationSchema })

/** A cell with what matrix.yaml expects of it. */
export type PlannedCell = Described<typeof plannedCell>

/** What is said of a cell at its end, beside its outcomes. */
export const resultFields = {
  ...cellFields,
  expectation: expectationSchema,
  verdict: verdictSchema,
  timings: timingsSchema,
  artifacts: z.array(artifactSchema),
}

const cellResult = z.strictObject({ ...resultFields, outcome: outcomeSchema, attempts: z.array(attemptSchema) })

/** The final word on a cell. `outcome` and `timings` are those of the last attempt. */
export type CellResult = Described<typeof cellResult>

export const implementationReport = z
  .discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('ready'),
      implementation: z.string(),
      version: z.string(),
      libraries: z.record(z.string(), z.string()),
      toolchain: z.string(),
    }),
    z.strictObject({ state: z.literal('missing'), message: z.string() }),
  ])
  .meta({
    id: 'implementation',
    description: 'What an implementation said of itself, or why it could not be asked',
  })

/** What an implementation said of itself, or why it could not be asked. */
export type ImplementationReport = Described<typeof implementationReport>

export const problemSchema = z
  .strictObject({ program: z.string(), message: z.string() })
  .meta({ id: 'problem', description: 'Something that went wrong beside the cells' })

/** Something that went wrong beside the cells, such as a program that had to be killed. It makes the run unexpected. */
export type Problem = Described<typeof problemSchema>

export const runInfoFields = {
  id: z.string().min(1),
  startedAt: z.iso.datetime().describe('ISO 8601, UTC'),
  commit: z.string().nullable().describe('Of the checkout of the harness; null: it is not under git'),
  dirty: z.boolean().nullable().describe('Whether that checkout had changes that were not committed'),
  lab: z.strictObject({ name: z.string(), why: z.string() }),
  host: z.strictObject({
    os: z.string(),
    kernel: z.string(),
    arch: z.string(),
    cpus: z.int().positive(),
    node: z.string(),
  }),
  jobs: z.int().positive(),
  patterns: z.array(z.string()).describe('As given on the command line; empty: the whole matrix'),
}
const runInfo = z.strictObject(runInfoFields)

export type RunInfo = Described<typeof runInfo>

export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run-started'), run: runInfo, planned: z.array(plannedCell) }),
  z.strictObject({ type: z.literal('preparing'), implementation: z.string(), step: z.string() }),
  z.strictObject({ type: z.literal('implementation'), id: z.string(), report: implementationReport }),
  z.strictObject({ type: z.literal('cell-started'), id: z.string(), attempt: z.int().positive() }),
  z.strictObject({ type: z.literal('cell-finished'), result: cellResult }),
  z.strictObject({ type: z.literal('problem'), problem: problemSchema }),
  z.strictObject({ type: z.literal('run-finished'), wallMs: z.number().nonnegative(), interrupted: z.boolean() }),
])

/** What happens in a run, in order. The run log is these events as JSON Lines; every report is made from them. */
export type RunEvent = Described<typeof runEventSchema>
