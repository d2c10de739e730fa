import { hostname } from 'node:os'
import type Docker from 'dockerode'
import { isGone } from './engine.ts'
import { imageLabel } from '../images/import.ts'
import { machineLabel, ours, pidLabel, siteLabel, startedLabel } from './labels.ts'

/** Something of ours in an engine. */
export interface Leftover {
  readonly kind: 'container' | 'network' | 'image'
  readonly name: string
  /** When its site was opened, or when the image was made. */
  readonly since: Date
  /** The harness of this machine that still uses it. */
  readonly usedBy: number | null
  remove(): Promise<void>
}

/** Ends and removes all that belongs to a site. */
export async function sweepSite(docker: Docker, site: string): Promise<void> {
  const label = `${siteLabel}=${site}`
  await removeAll(await containersWith(docker, label))
  await removeAll(await networksWith(docker, label))
}

/** All of ours, in an order in which it can be removed. */
export async function leftovers(docker: Docker): Promise<Leftover[]> {
  const found = await Promise.all([containersWith(docker, ours), networksWith(docker, ours), images(docker)])
  return found.flat()
}

async function removeAll(some: readonly Leftover[]): Promise<void> {
  await Promise.all(some.map((one) => one.remove()))
}

async function containersWith(docker: Docker, label: string): Promise<Leftover[]> {
  const found = await docker.listContainers({ all: true, filters: { label: [label] } })
  return found.map(({ Id, Names, Labels, Created }) => ({
    kind: 'container',
    name: Names[0]?.slice(1) ?? Id,
    since: sinceOf(Labels, Created),
    usedBy: liveHarness(Labels),
    remove: async () => await removeContainer(docker.getContainer(Id)),
  }))
}

/** The engine may be at it already: then the end of that is waited for. */
async function removeContainer(container: Docker.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch(ignoreGone)
  await container.wait({ condition: 'removed' }).catch(ignoreGone)
}

async function networksWith(docker: Docker, label: string): Promise<Leftover[]> {
  const found = await docker.listNetworks({ filters: { label: [label] } })
  return found.map(({ Id, Name, Labels, Created }) => ({
    kind: 'network',
    name: Name,
    since: sinceOf(Labels ?? {}, Created),
    usedBy: liveHarness(Labels ?? {}),
    remove: async () => void (await docker.getNetwork(Id).remove().catch(ignoreGone)),
  }))
}

async function images(docker: Docker): Promise<Leftover[]> {
  const found = await docker.listImages({ filters: { label: [imageLabel] } })
  return found.map(({ Id, RepoTags, Created }) => ({
    kind: 'image',
    name: RepoTags?.[0] ?? Id,
    since: new Date(Created * 1000),
    usedBy: null,
    remove: async () => void (await docker.getImage(Id).remove()),
  }))
}

/** Of another machine it is not known. */
function liveHarness(labels: Readonly<Record<string, string>>): number | null {
  const pid = Number(labels[pidLabel])
  return labels[machineLabel] === hostname() && pid > 0 && isAlive(pid) ? pid : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function sinceOf(labels: Readonly<Record<string, string>>, created: number | string): Date {
  const started = labels[startedLabel]
  if (started !== undefined) return new Date(started)
  return new Date(typeof created === 'number' ? created * 1000 : created)
}

function ignoreGone(error: unknown): void {
  if (!isGone(error)) throw error
}
