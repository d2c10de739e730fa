import { resolve } from 'node:path'
import type { Implementation, ImplementationSource } from './matrix.ts'
import { list, record, text } from './schema-parts.ts'
import type { Section } from './section.ts'

const aSource = '{ folder: impls/some }, or { command: [./some-peer] }'

const schema = record(
  {
    folder: text('folder', 'name a folder that has a peer.yaml').optional(),
    command: list('command', text('an argument', 'write it, or remove it'), 'write [./program, argument]').optional(),
  },
  `an implementation is a map; write ${aSource}`,
)

/** `base`: the folder that paths are relative to. */
export function readImplementations(section: Section, base: string): Implementation[] {
  const entries = section.entries(`implementations must be a map that is not empty; write some: ${aSource}`)
  return entries.flatMap(([id, entry]) => {
    checkId(id, entry)
    const source = readSource(entry, base)
    return source === undefined ? [] : [{ id, place: entry.keyPlace, source }]
  })
}

// Ids stand in cell ids, file names and patterns: nothing that means something in one of these.
function checkId(id: string, entry: Section): void {
  if (/^[a-z0-9][a-z0-9.@+_-]*$/.test(id)) return
  const fix = 'start with a-z or 0-9, and go on with a-z 0-9 . @ + _ -'
  entry.complain(`"${id}" would break cell ids; ${fix}`, entry.keyPlace)
}

function readSource(entry: Section, base: string): ImplementationSource | undefined {
  const read = entry.read(schema)
  if (read === undefined) return undefined
  const { folder, command } = read
  if (folder !== undefined && command === undefined) return { kind: 'folder', folder: resolve(base, folder) }
  if (folder === undefined && command !== undefined) return { kind: 'command', command, folder: base }
  const what = folder === undefined ? 'an implementation needs a folder or a command' : 'both folder and command'
  entry.complain(`${what}; write ${aSource}`)
  return undefined
}
