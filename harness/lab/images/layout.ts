import { existsSync } from 'node:fs'
import { glob, readdir, readlink, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { UserError } from '../../domain/errors.ts'
import type { OwnFiles } from '../contents.ts'
import { interpretersOf, isElf, librariesOf } from './elf.ts'

/** One thing in an image: a file of this machine, a text, or a symbolic link. */
export type Entry =
  | { readonly to: string; readonly kind: 'file'; readonly from: string; readonly executable: boolean }
  | { readonly to: string; readonly kind: 'text'; readonly text: string }
  | { readonly to: string; readonly kind: 'link'; readonly target: string }

/** Where the folder of a program is in its image. */
export const programFolder = '/peer'
/** Where programs of PATH are in an image. */
export const binFolder = '/usr/local/bin'

const certificates = '/etc/ssl/certs/ca-certificates.crt'
/** Nobody answers for names in a lab: none is asked. */
const names: Entry = { to: '/etc/nsswitch.conf', kind: 'text', text: 'passwd: files\ngroup: files\nhosts: files\n' }
const users: Entry = {
  to: '/etc/passwd',
  kind: 'text',
  text: 'root:x:0:0:root:/tmp:/bin/sh\nnobody:x:65534:65534:nobody:/tmp:/bin/false\n',
}

/** Everything that goes into an image, by where it goes. Throws a UserError when a program is not on this machine. */
export async function layoutOf({ folder, programs, also }: OwnFiles, searchPath: string): Promise<Entry[]> {
  const extra = [...(await placesOf(also)), ...[certificates].filter((file) => existsSync(file))]
  const named = await Promise.all([
    ...programs.map(async (program) => await programEntries(program, searchPath)),
    ...extra.map(async (place) => await entriesOf(place, place)),
    ...(folder === null ? [] : [entriesOf(folder, programFolder)]),
  ])
  const entries = [users, names, ...named.flat()]
  const libraries = await Promise.all(
    (await linkedBy(entries)).map(async (library) => await fileEntry(library, library)),
  )
  return inOrder([...entries, ...libraries])
}

/** Every pattern stands for something that is there. */
async function placesOf(patterns: readonly string[]): Promise<string[]> {
  const found = patterns.map(async (pattern) => {
    const places = await Array.fromAsync(glob(pattern))
    if (places.length > 0) return places
    throw new UserError(`there is no ${pattern} on this machine to put into an image`, {
      hint: 'Install it, or run this implementation in another lab.',
    })
  })
  return (await Promise.all(found)).flat()
}

async function programEntries(program: string, searchPath: string): Promise<Entry[]> {
  const from = path.isAbsolute(program) ? program : findProgram(program, searchPath)
  if (from === undefined || !existsSync(from)) {
    throw new UserError(`there is no ${program} on this machine to put into an image`, { hint: 'Install it.' })
  }
  const to = path.isAbsolute(program) ? program : path.join(binFolder, program)
  const interpreters = await interpretersOf(from)
  const runners = await Promise.all(interpreters.map(async (one) => await programEntries(one, searchPath)))
  return [await fileEntry(from, to), ...runners.flat()]
}

function findProgram(name: string, searchPath: string): string | undefined {
  return searchPath
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file))
}

async function fileEntry(from: string, to: string): Promise<Entry> {
  const real = await realpath(from)
  const { mode } = await stat(real)
  return { to, kind: 'file', from: real, executable: (mode & 0o111) !== 0 }
}

/** A file, or a folder with all that is in it, links as they are. */
async function entriesOf(from: string, to: string): Promise<Entry[]> {
  if (!(await stat(from)).isDirectory()) return [await fileEntry(from, to)]
  const found = await readdir(from, { recursive: true, withFileTypes: true })
  const entries = found.map(async (one): Promise<Entry | undefined> => {
    const source = path.join(one.parentPath, one.name)
    const target = path.join(to, path.relative(from, source))
    if (one.isFile()) return await fileEntry(source, target)
    if (one.isSymbolicLink()) return { to: target, kind: 'link', target: await readlink(source) }
    return undefined
  })
  return (await Promise.all(entries)).filter((entry) => entry !== undefined)
}

/** Programs and libraries, by name or by mode: reading the first bytes of every file of a package tree takes long. */
async function linkedBy(entries: readonly Entry[]): Promise<string[]> {
  const likely = entries.flatMap((entry) =>
    entry.kind === 'file' && (entry.executable || /\.(?:node|so)(?:\.|$)/.test(entry.to)) ? [entry.from] : [],
  )
  const elf = await Promise.all(likely.map(async (file) => ((await isElf(file)) ? [file] : [])))
  return await librariesOf(elf.flat())
}

function inOrder(entries: readonly Entry[]): Entry[] {
  const byPlace = new Map(entries.map((entry) => [entry.to, entry]))
  return [...byPlace.values()].sort((one, other) => (one.to < other.to ? -1 : 1))
}
