import { z } from 'zod'
import type { RunResults } from '../domain/run.ts'
import { verdicts } from '../domain/verdict.ts'
import {
  attemptParts,
  cellParts,
  connectionEvidence,
  cutEvidence,
  expectation,
  otherOutcomes,
  refusalEvidence,
  timings,
} from './result-parts.ts'
import { implementationReport, problem, runParts } from './run-parts.ts'

/** Name and version of the format of results.json. A change that breaks a reader is a new version. */
export const resultsSchemaName = 'connectivity-results/1'

const verdict = z.enum(verdicts)
const count = z.int().nonnegative()

const outcome = z
  .discriminatedUnion('kind', [z.strictObject({ kind: z.enum(['connected', 'refused', 'cut']) }), ...otherOutcomes])
  .meta({ id: 'outcome', description: 'What was observed' })

const cellReport = z
  .strictObject({
    ...cellParts,
    expectation,
    verdict,
    outcome,
    attempts: z.array(z.strictObject({ ...attemptParts, outcome }).meta({ id: 'attempt' })),
    timings,
    evidence: z
      .union([connectionEvidence, refusalEvidence, cutEvidence])
      .nullable()
      .describe('Of the last attempt, as outcome.kind says: connected, refused or cut; null: none of them'),
    logs: z.string().exactOptional().describe("Folder of the cell's logs, relative to the run's folder"),
  })
  .meta({ id: 'cell' })

/** results.json */
export const resultsSchema = z.strictObject({
  schema: z.literal(resultsSchemaName),
  run: z.strictObject({
    ...runParts,
    wallMs: z.number().nonnegative().nullable().describe('null: the run died before it could tell'),
    interrupted: z.boolean(),
    complete: z.boolean().describe('Planned something, ended by itself, and reported every cell exactly once'),
    versions: z.record(z.string(), implementationReport),
  }),
  summary: z.strictObject({ planned: count, reported: count, byVerdict: z.record(verdict, count) }),
  problems: z.array(problem),
  cells: z.array(cellReport),
}) satisfies z.ZodType<RunResults>

/** reports/results.schema.json */
export function resultsJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(resultsSchema)
  return { $schema, $id: resultsSchemaName, title: 'Results of a run of the connectivity matrix', ...rest }
}
