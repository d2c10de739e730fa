import type Docker from 'dockerode'
import { UserError } from '../../domain/errors.ts'
import type { Contents } from '../contents.ts'
import { hasImage, imageOf, type ImageOrder } from '../images/import.ts'
import { programFolder } from '../images/layout.ts'
import type { Abilities, Lab, LabHost, Site, SpawnOptions } from '../lab.ts'
import { within } from '../../time/deadline.ts'
import { ip4Of, ip6Of } from '../namespaces/address.ts'
import { parentOf } from '../children.ts'
import { Programs } from '../programs.ts'
import { toolPath } from '../tools.ts'
import { networkNamed, type Network, type Topology } from '../topology.ts'
import { ContainerProcess } from './container-process.ts'
import { guard } from './guard.ts'
import { labelsOf, newSite, type SiteLabels } from './labels.ts'
import { makeNetworks, networkName } from './networks.ts'
import { sweepSite } from './sweep.ts'
import { watchWire } from './wire.ts'
import { ownVariables } from './variables.ts'

/** Every program runs in a container of its own, with an address in a network of the site's own. */
export function containers(docker: Docker, can: Abilities): Lab {
  const provider = new Images(docker)
  const helpers = new Set<number>()
  return {
    name: 'containers',
    can,
    open: (topology, signal) => openSite(topology, { docker, images: provider, can, helpers }, signal),
    helpers: () => [...helpers],
    async provide(contents, { path, onProgress, signal }) {
      await provider.of(contents, { searchPath: path, onProgress, signal })
    },
  }
}

interface Means {
  /** Processes of containers that run on this machine. */
  readonly helpers: Set<number>
  readonly docker: Docker
  readonly images: Images
  readonly can: Abilities
}

async function openSite(
  topology: Topology,
  { docker, images, can, helpers }: Means,
  signal: AbortSignal,
): Promise<Site> {
  const site = newSite(topology.name)
  await using opening = new AsyncDisposableStack()
  opening.use(guard(site.id))
  opening.defer(async () => await sweepSite(docker, site.id))
  const withIp6 = can.ip6 === true
  const placed = await makeNetworks(docker, topology, { site, withIp6 }, signal)
  const witness = can.witness === true ? opening.use(await watchWire(site, placed, signal)) : null
  const hosts = opening.use(new AsyncDisposableStack())
  const all = opening.move()
  const counts = new Map<string, number>()
  return {
    topology: placed,
    witness,
    routers: [],
    async addHost(name, networkName, signal) {
      signal.throwIfAborted()
      const network = networkNamed(placed, networkName)
      const number = (counts.get(networkName) ?? 1) + 1 // the engine keeps the first address for a gateway
      counts.set(networkName, number)
      return hosts.use(
        host(name, { site, images, network, number, withIp6, helpers: can.witness === true ? helpers : null }),
      )
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

interface HostPlace {
  readonly site: SiteLabels
  readonly images: Images
  readonly network: Network
  readonly number: number
  readonly withIp6: boolean
  /** `null`: the engine is elsewhere. */
  readonly helpers: Set<number> | null
}

function host(name: string, { site, images, network, number, withIp6, helpers }: HostPlace): LabHost {
  const placement = {
    network: networkName(site, network),
    ip4: ip4Of(network.ip4, number),
    ip6: withIp6 && network.ip6 !== null ? ip6Of(network.ip6, number) : null,
  }
  const programs = new Programs()
  let gone = false
  let before: Promise<void> = Promise.resolve()
  return {
    name,
    addresses: { ip4: placement.ip4, ip6: placement.ip6, names: [] },
    spawn(command, options) {
      if (gone) throw new Error(`host ${name} of the lab is gone`)
      const free = before
      const program = new ContainerProcess(async () => {
        await within(oneAtATime, quietly.signal, async () => await free)
        const contents = contentsOf(command, options)
        const image = await images.of(contents, { ...quietly, searchPath: options.env['PATH'] ?? toolPath() })
        return {
          image,
          placement,
          labels: labelsOf(site, { 'connectivity.host': name }),
          env: ownVariables(options.env, process.env),
          command: command.length === 0 ? null : command,
          folder: folderOf(contents, options),
          limits: contents.kind === 'image' ? strangers : {},
        }
      })
      before = program.gone
      if (helpers !== null) void countIn(program, helpers)
      return programs.add(program)
    },
    async [Symbol.asyncDispose]() {
      gone = true
      await programs[Symbol.asyncDispose]()
    },
  }
}

/** Two containers can't have the same address. */
const oneAtATime = { what: 'end of the program that runs in this host', ms: 10_000 }

/** Of an image that somebody else made. */
const strangers = { NanoCpus: 1e9, Memory: 1024 ** 3, MemorySwap: 1024 ** 3, PidsLimit: 512 }

const quietly = { onProgress: () => {}, signal: new AbortController().signal }

/** The engine's process above a container is in its service alone. */
async function countIn(program: ContainerProcess, helpers: Set<number>): Promise<void> {
  const pid = await program.pid
  const above = pid === undefined ? undefined : parentOf(pid)
  if (above === undefined) return
  helpers.add(above)
  await program.exited
  helpers.delete(above)
}

/** `null`: as the image has it. */
function folderOf(contents: Contents, { cwd }: SpawnOptions): string | null {
  if (contents.kind === 'image') return null
  return contents.folder === null ? cwd : programFolder
}

function contentsOf([program = '']: readonly string[], { contents }: SpawnOptions): Contents {
  return contents ?? { kind: 'files', name: program, folder: null, programs: [program], also: [] }
}

/** Images by what they are made of, each made once. */
class Images {
  readonly #docker: Docker
  readonly #made = new Map<string, Promise<string>>()

  constructor(docker: Docker) {
    this.#docker = docker
  }

  /** The name by which the engine has it. */
  async of(contents: Contents, order: ImageOrder): Promise<string> {
    const key = JSON.stringify([contents, order.searchPath])
    const making = this.#made.get(key) ?? this.#make(contents, order)
    this.#made.set(key, making)
    making.catch(() => this.#made.delete(key))
    return await making
  }

  async #make(contents: Contents, order: ImageOrder): Promise<string> {
    if (contents.kind === 'files') return await imageOf(this.#docker, contents, order)
    if (await hasImage(this.#docker, contents.name)) return contents.name
    throw new UserError(`the engine has no image ${contents.name}`, {
      hint: `Build it, or fetch it: docker pull ${contents.name}`,
    })
  }
}
