import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const bugSchema = z.strictObject({
  /** The project whose bug it is, and the version that has it. */
  affects: z.string().min(1),
  needs: z.array(z.enum(['npm', 'go', 'cargo', 'chromium', 'firefox'])).min(1),
  /** For the shell, in the folder of the reproduction. Its last line is `reproduced: N of M`. */
  run: z.string().min(1),
  /** How often the bug shows: in each of the M tries, or in some. */
  stated: z.enum(['always', 'sometimes']),
})

export type Bug = z.infer<typeof bugSchema> & { readonly name: string }
export type Need = Bug['needs'][number]

/** The reproductions in the folder, by name. Throws where a bug.yaml is wrong. */
export function readBugs(folder: URL): Bug[] {
  return globSync('*/bug.yaml', { cwd: folder })
    .toSorted()
    .map((file) => {
      const { data, error } = bugSchema.safeParse(parse(readFileSync(new URL(file, folder), 'utf8')))
      if (error !== undefined) throw new Error(`upstream/${file}: ${z.prettifyError(error)}`)
      return { name: path.dirname(file), ...data }
    })
}
