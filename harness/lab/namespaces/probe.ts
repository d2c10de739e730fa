import { readFileSync } from 'node:fs'
import { refusedByTools, refusedToRoot, refusedToUser, type Refusal } from '../refusal.ts'
import type { LabEntry, LabProbe } from '../registry.ts'
import { findTool } from '../tools.ts'
import { flat } from '../topology.ts'
import { namespacesCan } from './can.ts'
import { namespaces, type Access } from './namespaces.ts'

const name = 'namespaces'

export const namespacesEntry: LabEntry = { name, probe }

/** A lab that takes longer to answer is not usable. */
const patienceMs = 5_000

async function probe(): Promise<LabProbe> {
  const refused = (refusal: Refusal): LabProbe => ({ name, usable: false, refusal })
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
  return { name, usable: true, lab: namespaces(access, namespacesCan()), detail }
}

/** Runs a program in a host of a lab. `null`: it works; otherwise what the step that failed said. */
export async function tryNamespaces(access: Access): Promise<string | null> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    await using site = await namespaces(access, namespacesCan()).open(flat, signal)
    const host = await site.addHost('probe', 'public', signal)
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
