import { z } from 'zod'
import type { RunEvent } from '../domain/run.ts'
import { verdicts } from '../domain/verdict.ts'
import {
  attemptParts,
  cell,
  cellParts,
  connectionEvidence,
  cutEvidence,
  expectation,
  otherOutcomes,
  refusalEvidence,
  timings,
} from './result-parts.ts'
import { implementationReport, problem, runInfo } from './run-parts.ts'

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connected'), evidence: connectionEvidence }),
  z.strictObject({ kind: z.literal('refused'), evidence: refusalEvidence }),
  z.strictObject({ kind: z.literal('cut'), evidence: cutEvidence }),
  ...otherOutcomes,
])

const cellResult = z.strictObject({
  ...cellParts,
  expectation,
  verdict: z.enum(verdicts),
  outcome,
  attempts: z.array(z.strictObject({ ...attemptParts, outcome })),
  timings,
  logs: z.string().exactOptional(),
})

/** One line of the run log. */
export const runEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run-started'),
    run: runInfo,
    planned: z.array(z.strictObject({ cell, expectation })),
  }),
  z.strictObject({ type: z.literal('preparing'), implementation: z.string(), step: z.string() }),
  z.strictObject({ type: z.literal('implementation'), id: z.string(), report: implementationReport }),
  z.strictObject({ type: z.literal('cell-started'), id: z.string(), attempt: z.int().positive() }),
  z.strictObject({ type: z.literal('cell-finished'), result: cellResult }),
  z.strictObject({ type: z.literal('problem'), problem }),
  z.strictObject({ type: z.literal('run-finished'), wallMs: z.number().nonnegative(), interrupted: z.boolean() }),
]) satisfies z.ZodType<RunEvent>
