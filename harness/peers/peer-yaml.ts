import { z } from 'zod'
import { transports } from '../domain/transport.ts'

const command = z.array(z.string().min(1)).min(1)

/** `impls/<name>/peer.yaml`: how an implementation's peer program is built and started. */
export const peerYaml = z.strictObject({
  name: z.string().min(1),
  command: command.describe('argv; a relative program is looked for in the build output first'),
  build: z.strictObject({
    toolchain: z.array(z.strictObject({ command, hint: z.string() })),
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
export type Toolchain = PeerYaml['build']['toolchain'][number]
export type Isolation = PeerYaml['isolate'][number]
