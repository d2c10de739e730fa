import { readFileSync } from 'node:fs'
import type { Abilities, Lab } from '../lab.ts'
import { refusedByTools, refusedToRoot, refusedToUser, type Refusal } from '../refusal.ts'
import type { LabEntry, LabProbe } from '../registry.ts'
import { findTool } from '../tools.ts'
import { flat } from '../topology.ts'
import { namespacesCan, withoutNftables } from './can.ts'
import type { Access } from './enter.ts'
import { namespaces } from './namespaces.ts'

const name = 'namespaces'

export const namespacesEntry: LabEntry = { name, probe }

/** A lab that takes longer to answer is not usable. */
const patienceMs = 5_000

/** A lab that works, or what the step that failed said. */
export type Trial = { readonly lab: Lab } | { readonly said: string }

async function probe(): Promise<LabProbe> {
  const refused = (refusal: Refusal): LabProbe => ({ name, usable: false, refusal })
  if (process.platform !== 'linux') return refused({ reason: 'namespaces are a feature of Linux', fix: 'use Linux' })
  const byTools = refusedByTools((tool) => findTool(tool) !== undefined)
  if (byTools !== null) return refused(byTools)

  const asRoot = process.getuid?.() === 0 ? await tryNamespaces('root') : null
  if (asRoot !== null && 'lab' in asRoot) return usable(asRoot.lab, 'root')
  const asUser = await tryNamespaces('user')
  if ('lab' in asUser) return usable(asUser.lab, 'user namespace')
  return refused(asRoot === null ? refusedToUser(asUser.said, sysctl) : refusedToRoot(asRoot.said))
}

function usable(lab: Lab, how: string): LabProbe {
  return { name, usable: true, lab, detail: `${how}, one network namespace per program` }
}

/** Tries everything at once, and without nftables if that fails. */
export async function tryNamespaces(access: Access): Promise<Trial> {
  const can = namespacesCan()
  const trial = await tryLab(namespaces(access, can))
  if ('lab' in trial || can.witness !== true) return trial
  const lesser: Abilities = withoutNftables(can, trial.said)
  return await tryLab(namespaces(access, lesser))
}

/** Runs a program in a host of the lab. */
async function tryLab(lab: Lab): Promise<Trial> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    await using site = await lab.open(flat, signal)
    const host = await site.addHost('probe', 'public', signal)
    const exit = await host.spawn(['true'], { cwd: '/', env: { PATH: '/usr/bin:/bin' } }).exited
    if (exit.kind === 'code' && exit.code === 0) return { lab }
    return { said: `running a program: ${exit.kind === 'not-started' ? exit.message : JSON.stringify(exit)}` }
  } catch (error) {
    return { said: error instanceof Error ? error.message : String(error) }
  }
}

function sysctl(key: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${key.replaceAll('.', '/')}`, 'utf8').trim()
  } catch {
    return undefined
  }
}
