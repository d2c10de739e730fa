import { resolve } from 'node:path'
import type { z } from 'zod'
import { limits } from './limits.ts'
import type { ImplementationEntry, ImplementationSource } from './matrix.ts'
import { quoted } from '../domain/quoted.ts'
import { anyText, list, record, text } from '../yaml/schema-parts.ts'
import type { Fragment } from '../yaml/fragment.ts'

const aSource = '{ folder: impls/some }, { command: [./some-peer] }, or { image: some-peer:1 }'

/** As it is written: it may be empty, or begin and end with spaces. */
const argument = anyText('an argument', 'write it, or remove it')

const schema = record(
  {
    folder: text('folder', 'name a folder that has a peer.yaml').optional(),
    command: list('command', argument, 'write [./program, argument]').optional(),
    image: text('image', 'name an image as the container engine does, such as some-peer:1').optional(),
  },
  `an implementation is a map; write ${aSource}`,
)

/** `base`: the folder that paths are relative to. */
export function readImplementations(fragment: Fragment, base: string): ImplementationEntry[] {
  const entries = fragment.entries(`implementations must be a map that is not empty; write some: ${aSource}`)
  return entries.flatMap(([id, entry]) => {
    checkId(id, entry)
    const source = readSource(entry, base)
    return source === undefined ? [] : [{ id, place: entry.keyPlace, source }]
  })
}

// Ids stand in cell ids, file names and patterns: nothing that means something in one of these.
function checkId(id: string, entry: Fragment): void {
  if (id.length > limits.idLength) {
    const what = `a name of ${id.length} letters`
    entry.complain(`${what} is too long for cell ids; use ${limits.idLength} at most`, entry.keyPlace)
  } else if (!/^[a-z0-9][a-z0-9.@+_-]*$/.test(id)) {
    const fix = 'start with a-z or 0-9, and go on with a-z 0-9 . @ + _ -'
    entry.complain(() => `${quoted(id)} would break cell ids; ${fix}`, entry.keyPlace)
  }
}

function readSource(entry: Fragment, base: string): ImplementationSource | undefined {
  const read = entry.read(schema)
  if (read === undefined) return undefined
  const { folder, command, image } = read
  const one = sourceOf(read, base)
  if (one !== undefined && command?.[0] === '') {
    entry.at('command', 0).complain('a program is empty; write [./program, argument]')
    return undefined
  }
  if (one !== undefined) return one
  const what =
    folder === undefined
      ? 'an implementation needs a folder, a command or an image'
      : `both folder and ${image === undefined ? 'command' : 'image'}`
  entry.complain(`${what}; write ${aSource}`)
  return undefined
}

/** A command beside an image is run in it, instead of the image's own. */
function sourceOf({ folder, command, image }: z.infer<typeof schema>, base: string): ImplementationSource | undefined {
  if (folder !== undefined) {
    return command === undefined && image === undefined ? { kind: 'folder', folder: resolve(base, folder) } : undefined
  }
  if (image !== undefined) return { kind: 'image', image, command: command ?? [], folder: base }
  return command === undefined ? undefined : { kind: 'command', command, folder: base }
}
