import { z } from 'zod'
import { roleSchema } from './role.ts'
import type { Described } from './schema.ts'

export const artifactSchema = z
  .strictObject({
    kind: z.enum(['log', 'pcap', 'keylog', 'qlog', 'console', 'screenshot', 'timeline']),
    role: roleSchema.nullable().describe('Whose it is; null: the whole cell'),
    path: z
      .string()
      .regex(/^(?!\.\.?(?:\/|$))[^/\\]+(?:\/(?!\.\.?(?:\/|$))[^/\\]+)*$/)
      .describe("The file, relative to the run's folder and in it, with / between its parts"),
  })
  .meta({ id: 'artifact', description: 'A file that was kept of a cell' })

/** A file that was kept of a cell. */
export type Artifact = Described<typeof artifactSchema>
