/** What is known of a run at its end: results.json. */
import { z } from 'zod'
import { evidenceSchema } from './evidence.ts'
import { attemptFields, bareOutcomeSchema } from './outcome.ts'
import { implementationReport, problemSchema, resultFields, runInfoFields } from './run.ts'
import type { Described } from './schema.ts'
import { verdictSchema } from './verdict.ts'

/** Name and version of the format of results.json. A change that breaks a reader is a new version. */
export const resultsSchemaName = 'connectivity-results/2'

const count = z.int().nonnegative()

const cellReport = z
  .strictObject({
    ...resultFields,
    outcome: bareOutcomeSchema,
    attempts: z.array(z.strictObject({ ...attemptFields, outcome: bareOutcomeSchema }).meta({ id: 'attempt' })),
    evidence: evidenceSchema.nullable().describe('Of the last attempt, also where it failed; null: there is none'),
  })
  .meta({ id: 'cell' })

/** A cell in results.json. */
export type CellReport = Described<typeof cellReport>

const summarySchema = z.strictObject({ planned: count, reported: count, byVerdict: z.record(verdictSchema, count) })

export type Summary = Described<typeof summarySchema>

export const resultsSchema = z.strictObject({
  schema: z.literal(resultsSchemaName),
  run: z.strictObject({
    ...runInfoFields,
    wallMs: z.number().nonnegative().nullable().describe('null: the run died before it could tell'),
    interrupted: z.boolean(),
    complete: z.boolean().describe('Planned something, ended by itself, and reported every cell exactly once'),
    versions: z.record(z.string(), implementationReport),
  }),
  summary: summarySchema,
  problems: z.array(problemSchema),
  cells: z.array(cellReport),
})

/** The whole result of a run. */
export type RunResults = Described<typeof resultsSchema>
