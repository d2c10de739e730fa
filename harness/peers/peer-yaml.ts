import { z } from 'zod'
import { transports } from '../domain/transport.ts'

const command = z.array(z.string().min(1)).min(1)

const tool = z.strictObject({
  command: command.describe('Run in the folder; must exit 0'),
  minimum: z
    .string()
    .regex(/^\d+(\.\d+)+$/)
    .optional()
    .describe('Lowest version that will do, such as "1.26": the first dotted number that the command prints'),
  hint: z.string().describe('The fix, for when it is not there'),
})

/** `impls/<name>/peer.yaml`: how an implementation's peer program is built and started. */
export const peerYaml = z.strictObject({
  name: z.string().min(1),
  command: command.describe('argv; a relative program is looked for in the build output first'),
  requires: z.array(tool).default([]).describe('What must be there to run it, such as a browser'),
  build: z.strictObject({
    name: z
      .string()
      .min(1)
      .optional()
      .describe('Implementations with the same build share its results under this name'),
    toolchain: z.array(tool).describe('What must be there to build it; the output of each is part of the cache key'),
    sources: z.array(z.string().min(1)).min(1).describe('Globs relative to the folder; their content is the cache key'),
    script: z.string().min(1).describe('sh -e in the folder; results go to $OUTPUT, caches to $SCRATCH'),
  }),
  isolate: z
    .array(
      z.strictObject({
        transport: z.enum(transports),
        role: z.enum(['dialer', 'listener']),
        issue: z.url(),
        reason: z.string().min(1),
      }),
    )
    .default([])
    .describe('Where the library can not take many nodes in one program'),
})

export type PeerYaml = z.infer<typeof peerYaml>
export type Tool = z.infer<typeof tool>
export type Isolation = PeerYaml['isolate'][number]
