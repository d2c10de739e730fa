import { z } from 'zod'
import { transports } from '../domain/transport.ts'
import { anyText, link, list, name, record, sentence, text } from '../yaml/schema-parts.ts'

const argv = list('command', anyText('an argument', 'write it, or remove it'), 'write [./program, argument]').refine(
  ([program]) => program !== '',
  'a program is empty; write [./program, argument]',
)
const aTool = 'write - { command: [cc, --version], hint: Install a C compiler }'

const tool = record(
  {
    command: argv.describe('Run in the folder; must exit 0'),
    minimum: text('minimum', 'write a version such as 1.26')
      .regex(/^\d+(\.\d+)+$/, 'not a version; write it with a dot, such as 1.26')
      .optional()
      .describe('Lowest version that will do, such as 1.26: the first dotted number that the command prints'),
    hint: sentence('hint', 'say how to install it').describe('The fix, for when it is not there'),
  },
  `a tool is a map; ${aTool}`,
)

/** `impls/<name>/peer.yaml`: how an implementation's peer program is built and started. */
export const peerYaml = record(
  {
    name: text('name', 'write what it is called'),
    command: argv.describe('argv; a relative program is looked for in the build output first'),
    requires: z
      .array(tool, `requires must be a list; ${aTool}`)
      .default([])
      .describe('What must be there to run it, such as a browser'),
    build: record(
      {
        name: text('name', 'write it, or remove the key')
          .optional()
          .describe('Implementations with the same build share its results under this name'),
        toolchain: z
          .array(tool, `toolchain must be a list; ${aTool}`)
          .describe('What must be there to build it; the output of each is part of the cache key'),
        sources: list('sources', text('a pattern', "write one such as 'src/**'"), "write ['src/**']").describe(
          'Globs relative to the folder; their content is the cache key',
        ),
        script: text('script', 'say how it is built').describe(
          'sh -e in the folder; results go to $OUTPUT, caches to $SCRATCH',
        ),
      },
      'build must be a map with toolchain, sources and script; CONTRIBUTING.md shows one',
    ),
    image: record(
      {
        programs: z
          .array(text('a program', 'write its name, or its absolute path'), 'programs must be a list; write [sh]')
          .default([])
          .describe('Beside that of the command: found in PATH, or by absolute path'),
        files: z
          .array(
            text('a path', 'write one such as /usr/lib/some').startsWith(
              '/',
              'not an absolute path; write one such as /usr/lib/some',
            ),
            'files must be a list; write [/usr/lib/some]',
          )
          .default([])
          .describe('Files and whole folders of this machine, by absolute path; * stands for anything in a name'),
      },
      'image must be a map with programs, files or both; remove it if its image needs nothing more',
    )
      .optional()
      .describe('What its image needs beside the build, the program of its command, and the libraries of both'),
    isolate: z
      .array(
        record(
          {
            transport: name('transport', transports),
            role: name('role', ['dialer', 'listener']),
            issue: link('issue'),
            reason: sentence('reason', 'say in a sentence why'),
          },
          'an entry of isolate is a map; write - { transport: …, role: …, issue: https://…, reason: … }',
        ),
        'isolate must be a list; remove it if there is nothing to isolate',
      )
      .default([])
      .describe('Where the library can not take many nodes in one program'),
  },
  'a peer.yaml is a map; CONTRIBUTING.md shows a whole one',
)

export type PeerYaml = z.infer<typeof peerYaml>
export type Tool = z.infer<typeof tool>
export type Isolation = PeerYaml['isolate'][number]
