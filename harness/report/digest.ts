/** A run in short: all that history, comparison and badges need of it, a hundredth of its log. */
import { z } from 'zod'
import { isWhole } from '../domain/outcome.ts'
import { tally } from '../domain/rate.ts'
import type { RunResults } from '../domain/results.ts'
import type { ImplementationReport } from '../domain/run.ts'
import type { Described } from '../domain/schema.ts'
import { verdictSchema } from '../domain/verdict.ts'

const count = z.int().nonnegative()

const digestRun = z.strictObject({
  id: z.string(),
  startedAt: z.string(),
  commit: z.string().nullable(),
  dirty: z.boolean().nullable(),
  complete: z.boolean(),
  versions: z.record(z.string(), z.string()),
})

const digestCell = z.strictObject({
  id: z.string(),
  verdict: verdictSchema,
  connectMs: z.number().nonnegative().nullable(),
  attempts: count,
  failed: count,
})

export const digestSchema = z.strictObject({
  schema: z.literal('connectivity-digest/1'),
  run: digestRun,
  cells: z.array(digestCell),
})

export type DigestRun = Described<typeof digestRun>
export type DigestCell = Described<typeof digestCell>
/** digest.json in a run's folder. `attempts` and `failed` count what was played to its end. */
export type Digest = Described<typeof digestSchema>

export function digestOf({ run, cells }: RunResults): Digest {
  const { id, startedAt, commit, dirty, complete, versions } = run
  return {
    schema: 'connectivity-digest/1',
    run: {
      id,
      startedAt,
      commit,
      dirty,
      complete,
      versions: Object.fromEntries(Object.entries(versions).map(([name, report]) => [name, versionText(report)])),
    },
    cells: cells.map((cell) => ({
      id: cell.id,
      verdict: cell.verdict,
      connectMs: isWhole(cell.outcome) ? cell.timings.connectMs : null,
      ...tally(cell.attempts.map(({ outcome }) => outcome)),
    })),
  }
}

/** Such as `go-libp2p 0.51.0`. */
export function versionText(report: ImplementationReport): string {
  return report.state === 'ready' ? `${report.implementation} ${report.version}` : 'missing'
}
