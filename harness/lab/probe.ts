import { readFileSync } from 'node:fs'
import type { LabName } from './lab.ts'
import { openNamespaces, type Access } from './namespaces.ts'
import { refusedByTools, refusedToRoot, refusedToUser, type Refusal } from './refusal.ts'
import { findTool } from './tools.ts'

/** A lab that can be opened here, with what it needs to know for that. */
export type UsableLab = { readonly name: 'loopback' } | { readonly name: 'namespaces'; readonly access: Access }

export type LabProbe =
  | { readonly name: LabName; readonly usable: true; readonly lab: UsableLab; readonly detail: string }
  | { readonly name: LabName; readonly usable: false; readonly refusal: Refusal }

/** A lab that takes longer to answer is not usable. */
const patienceMs = 5_000

/** Tries every lab for real; the preferred one comes first. */
export async function probeLabs(): Promise<LabProbe[]> {
  return [await probeNamespaces(), probeLoopback()]
}

function probeLoopback(): LabProbe {
  const detail = 'all programs on 127.0.0.1, no isolation between them'
  return { name: 'loopback', usable: true, lab: { name: 'loopback' }, detail }
}

async function probeNamespaces(): Promise<LabProbe> {
  const refused = (refusal: Refusal): LabProbe => ({ name: 'namespaces', usable: false, refusal })
  if (process.platform !== 'linux') return refused({ reason: 'namespaces are a feature of Linux', fix: 'use Linux' })
  const byTools = refusedByTools((tool) => findTool(tool) !== undefined)
  if (byTools !== null) return refused(byTools)

  const root = process.getuid?.() === 0
  const asRoot = root ? await tryNamespaces('root') : null
  if (root && asRoot === null) return usable('root', 'root')
  const asUser = await tryNamespaces('user')
  if (asUser === null) return usable('user', 'user namespace')
  return refused(asRoot === null ? refusedToUser(asUser, sysctl) : refusedToRoot(asRoot))
}

function usable(access: Access, how: string): LabProbe {
  const detail = `${how}, one network namespace per program`
  return { name: 'namespaces', usable: true, lab: { name: 'namespaces', access }, detail }
}

/** Runs a program in a host of a lab. `null`: it works; otherwise what the step that failed said. */
export async function tryNamespaces(access: Access): Promise<string | null> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    await using lab = await openNamespaces(access, signal)
    const host = await lab.addHost('probe', signal)
    const exit = await host.spawn(['true'], { cwd: '/', env: { PATH: '/usr/bin:/bin' } }).exited
    if (exit.kind === 'code' && exit.code === 0) return null
    return `running a program: ${exit.kind === 'not-started' ? exit.message : JSON.stringify(exit)}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function sysctl(key: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${key.replaceAll('.', '/')}`, 'utf8').trim()
  } catch {
    return undefined
  }
}
