import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import os from 'node:os'
import type Docker from 'dockerode'
import type { Refusal } from '../refusal.ts'
import { findTool } from '../tools.ts'

/** What the wire witness needs, as it is here. */
export interface WireNeeds {
  readonly isRoot: boolean
  readonly engineIsHere: boolean
  readonly hasNft: boolean
  /** What nft complained about, when it was asked for all that the witness asks of it; '' if nothing. */
  readonly nftSaid: string
}

/** Why the wire can't be watched, nor the bridges be shut; `null` if they can. */
export async function refusedWire(docker: Docker): Promise<Refusal | null> {
  const isRoot = process.getuid?.() === 0
  const nft = findTool('nft')
  return refusedByNeeds({
    isRoot,
    engineIsHere: await isHere(docker),
    hasNft: nft !== undefined,
    nftSaid: isRoot && nft !== undefined ? await tryNft(nft) : '',
  })
}

export function refusedByNeeds({ isRoot, engineIsHere, hasNft, nftSaid }: WireNeeds): Refusal | null {
  if (!engineIsHere) {
    const reason = "the engine's bridges are not in this network namespace"
    return { reason, fix: 'run beside an engine of this machine, which is not rootless' }
  }
  if (!isRoot) return { reason: "only root may count on the engine's bridges", fix: 'run as root' }
  if (!hasNft) return { reason: 'nft missing', fix: 'apt-get install nftables' }
  if (nftSaid === '') return null
  return {
    reason: 'nftables does not work here',
    said: nftSaid,
    fix: 'use a kernel with nf_tables and its bridge family',
  }
}

/** An engine elsewhere, also one in another network namespace of this machine, has its default bridge there. */
async function isHere(docker: Docker): Promise<boolean> {
  const [{ Name, KernelVersion }, bridges] = await Promise.all([
    docker.info() as Promise<{ Name: string; KernelVersion: string }>,
    docker.listNetworks({ filters: { driver: ['bridge'] } }),
  ])
  const names = bridges.flatMap(({ Options }) => Options?.['com.docker.network.bridge.name'] ?? [])
  const sameMachine = Name === os.hostname() && KernelVersion === os.release()
  return sameMachine && names.some((name) => existsSync(`/sys/class/net/${name}`))
}

const trial = 'connectivity-trial'
const asked = ['bridge', 'inet'].map((family) => `add table ${family} ${trial} { flags owner; }`).join('\n')

/** A table of its own ends with the process that made it. */
async function tryNft(nft: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const child = execFile(nft, ['-f', '-'], { env: { LC_ALL: 'C' } }, (error, _, stderr) => {
    resolve(error === null ? '' : stderr.trim().split('\n')[0] || error.message)
  })
  child.stdin?.on('error', () => {}).end(`${asked}\n`)
  return await promise
}
