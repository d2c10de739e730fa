/** What is said of a run as a whole, as schemas; the types are the domain's. */
import { z } from 'zod'
import type { ImplementationReport, Problem, RunInfo } from '../domain/run.ts'

export const runParts = {
  id: z.string().min(1),
  startedAt: z.iso.datetime().describe('ISO 8601, UTC'),
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
export const runInfo = z.strictObject(runParts) satisfies z.ZodType<RunInfo>

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
  }) satisfies z.ZodType<ImplementationReport>

export const problem = z
  .strictObject({ program: z.string(), message: z.string() })
  .meta({ id: 'problem', description: 'Something that went wrong beside the cells' }) satisfies z.ZodType<Problem>
