import { Anchor } from './anchor.ts'
import type { Lab, LabHost } from './lab.ts'
import { dyingWithParent, launcher } from './launcher.ts'
import { hostScript, hubScript } from './namespace-scripts.ts'
import { startProgram } from './program.ts'
import { Programs } from './programs.ts'

/** How the right to make namespaces is had: as root, or in a user namespace in which an ordinary user counts as root. */
export type Access = 'root' | 'user'

/** Every host has a network namespace, with an address on the lab's bridge, and sees its own processes only. */
export async function openNamespaces(access: Access, signal: AbortSignal): Promise<Lab> {
  const hub = await startHub(access, signal)
  const hosts = new AsyncDisposableStack()
  let hostsSoFar = 0
  return {
    name: 'namespaces',
    async addHost(name, signal) {
      return hosts.use(await startHost({ name, number: ++hostsSoFar, hub, access }, signal))
    },
    async [Symbol.asyncDispose]() {
      await hub[Symbol.asyncDispose]() // takes all hosts with it at once
      await hosts.disposeAsync()
    },
  }
}

async function startHub(access: Access, signal: AbortSignal): Promise<Anchor> {
  const user = access === 'user' ? ['--user', '--map-root-user'] : []
  const unshare = ['unshare', ...user, '--net', '--pid', '--fork', '--kill-child']
  return await anchorFor('setting up the hub', [...unshare, ...script(hubScript)], signal)
}

interface HostOrder {
  readonly name: string
  readonly number: number
  readonly hub: Anchor
  readonly access: Access
}

async function startHost({ name, number, hub, access }: HostOrder, signal: AbortSignal): Promise<LabHost> {
  const ip = address(number)
  const unshare = ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child']
  const set = script(hostScript, String(hub.pid), `port${number}`, `${ip}/16`, name)
  const command = [...enter(hub, access, '--net', '--pid'), ...unshare, ...set]
  const anchor = await anchorFor(`setting up host ${name}`, command, signal)
  const programs = new Programs()
  return {
    name,
    ip,
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

/** Enters namespaces of an anchor; what follows runs inside of them, and nsenter ends as it ends. */
function enter(anchor: Anchor, access: Access, ...namespaces: string[]): string[] {
  const user = access === 'user' ? ['--user', '--preserve-credentials'] : []
  return launcher('nsenter', `--target=${anchor.pid}`, ...user, ...namespaces, '--')
}

function script(text: string, ...args: string[]): string[] {
  return ['sh', '-ec', text, 'lab', ...args]
}

/**
 * Public-looking, since libraries do not punch holes towards private addresses. The last byte avoids 0 and 255, which
 * mean something else in networks that people are used to.
 */
function address(number: number): string {
  return `11.0.${Math.floor((number - 1) / 254)}.${((number - 1) % 254) + 1}`
}

/** Starts an anchor, and says in what it failed if it does. */
async function anchorFor(what: string, command: readonly string[], signal: AbortSignal): Promise<Anchor> {
  return await Anchor.start(command, signal).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw new Error(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  })
}
