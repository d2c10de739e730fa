import { readFile } from 'node:fs/promises'
import { parseConntrack } from '../conntrack.ts'
import type { Abilities, Lab, LabHost, LabRouter, Site } from '../lab.ts'
import { dyingWithParent, launcher } from '../launcher.ts'
import { startProgram } from '../program.ts'
import { natRules } from '../nat-rules.ts'
import { Programs } from '../programs.ts'
import type { Router, Topology } from '../topology.ts'
import { Anchor } from './anchor.ts'
import { enter, type Access } from './enter.ts'
import { NftWitness } from './nft-witness.ts'
import { Plugs } from './plugs.ts'
import { hostCommand, hubCommand, routerCommand, type Plug } from './scripts.ts'

/** Every host has a network namespace, with an address on its network's bridge, and sees its own processes only. */
export function namespaces(access: Access, can: Abilities): Lab {
  return {
    name: 'namespaces',
    can,
    open: (topology, signal) => openSite(topology, { access, can }, signal),
  }
}

interface Means {
  readonly access: Access
  readonly can: Abilities
}

async function openSite(topology: Topology, means: Means, signal: AbortSignal): Promise<Site> {
  const { access, can } = means
  await using opening = new AsyncDisposableStack()
  const networks = topology.networks.map(({ name }) => name)
  const hub = opening.use(await startHub(networks, access, signal))
  const hosts = opening.use(new AsyncDisposableStack())
  const witness = can.witness === true ? opening.use(await NftWitness.start(hub, access, networks, signal)) : null
  const plugs = new Plugs(topology, can.ip6 === true)
  const routers = await Promise.all(
    topology.routers.map(async (router) => await startRouter({ router, plugs: plugs.of(router), hub, access }, signal)),
  )
  const all = opening.move()
  return {
    topology,
    witness,
    routers,
    async addHost(name, network, signal) {
      return hosts.use(
        await startHost({ name, plug: plugs.next(network), seenAs: plugs.seenAs(network), hub, access }, signal),
      )
    },
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]() // takes everything with it at once
      await all.disposeAsync()
    },
  }
}

async function startHub(networks: readonly string[], access: Access, signal: AbortSignal): Promise<Anchor> {
  const user = access === 'user' ? ['--user', '--map-root-user'] : []
  const unshare = ['unshare', ...user, '--net', '--pid', '--fork', '--kill-child']
  return await anchorFor('setting up the hub', [...unshare, ...hubCommand(networks)], signal)
}

interface HostOrder {
  readonly name: string
  readonly plug: Plug
  readonly seenAs: string | undefined
  readonly hub: Anchor
  readonly access: Access
}

async function startHost({ name, plug, seenAs, hub, access }: HostOrder, signal: AbortSignal): Promise<LabHost> {
  const unshare = ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child']
  const command = [...enter(hub, access, '--net', '--pid'), ...unshare, ...hostCommand(hub.pid, name, [plug])]
  const anchor = await anchorFor(`setting up host ${name}`, command, signal)
  const programs = new Programs()
  return {
    name,
    addresses: {
      ip4: plug.ip4.address,
      ip6: plug.ip6?.address ?? null,
      ...(seenAs === undefined ? {} : { seenAs }),
      names: [],
    },
    spawn(command, options) {
      if (anchor.gone) throw new Error(`host ${name} of the lab is gone`)
      const into = enter(anchor, access, '--net', '--pid', '--mount')
      const launchers = [...into, ...launcher('env', `--chdir=${options.cwd}`), ...dyingWithParent()]
      return programs.add(startProgram([...launchers, ...command], { ...options, cwd: '/', awaited: true }))
    },
    async [Symbol.asyncDispose]() {
      await anchor[Symbol.asyncDispose]()
      await programs[Symbol.asyncDispose]()
    },
  }
}

interface RouterOrder {
  readonly router: Router
  readonly plugs: { readonly inside: Plug; readonly outside: Plug }
  readonly hub: Anchor
  readonly access: Access
}

async function startRouter({ router, plugs, hub, access }: RouterOrder, signal: AbortSignal): Promise<LabRouter> {
  const unshare = ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child']
  const script = routerCommand(hub.pid, router.name, [plugs.outside, plugs.inside], natRules(router.type))
  const command = [...enter(hub, access, '--net', '--pid'), ...unshare, ...script]
  const anchor = await anchorFor(`setting up router ${router.name}`, command, signal)
  const outside = plugs.outside.ip4.address
  return {
    router,
    inside: plugs.inside.ip4.address,
    outside,
    get isUp() {
      return !anchor.gone
    },
    async translations(signal) {
      if (anchor.gone) throw new Error(`router ${router.name} of the lab is gone`)
      return parseConntrack(
        await readFile(`/proc/${anchor.pid}/net/nf_conntrack`, { encoding: 'utf8', signal }),
        outside,
      )
    },
  }
}

/** Starts an anchor, and says in what it failed if it does. */
async function anchorFor(what: string, command: readonly string[], signal: AbortSignal): Promise<Anchor> {
  return await Anchor.start(command, signal).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw new Error(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  })
}
