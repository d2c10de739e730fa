import type { Abilities, Addresses, Lab, LabHost, Site } from '../../lab/lab.ts'
import { networkNamed, type Topology } from '../../lab/topology.ts'
import type { Clock } from '../../time/clock.ts'
import type { Program } from './machine.ts'
import { MemoryNetwork } from './network.ts'
import { notStarted, startInProcess } from './process.ts'
import { stunServer } from './stun-server.ts'

/** The programs of a world, by the first word of their command. */
export type Programs = Readonly<Record<string, Program>>

const lacking = { reason: 'this lab is in memory', fix: 'use another lab' }
const can: Abilities = {
  nat: lacking,
  ip6: true,
  dns: lacking,
  witness: true,
  capture: lacking,
  shape: lacking,
  images: lacking,
}

/** Hosts, programs and the wire between them, all in this process: a whole scenario takes milliseconds. */
export function memoryLab(programs: Programs, clock: Clock): Lab {
  const installed: Programs = { ...programs, turnserver: stunServer }
  return {
    name: 'memory',
    can,
    open: async (topology) => openSite(topology, installed, clock),
  }
}

function openSite(topology: Topology, programs: Programs, clock: Clock): Site {
  const hosts = new AsyncDisposableStack()
  const network = new MemoryNetwork()
  let added = 0
  return {
    topology,
    witness: network,
    routers: [],
    async addHost(name, networkName) {
      networkNamed(topology, networkName)
      added++
      const addresses = { ip4: `11.0.0.${added}`, ip6: `2a00:11::${added}`, names: [] }
      return hosts.use(memoryHost(name, addresses, network, programs, clock))
    },
    [Symbol.asyncDispose]: () => hosts.disposeAsync(),
  }
}

function memoryHost(
  name: string,
  addresses: Addresses,
  network: MemoryNetwork,
  programs: Programs,
  clock: Clock,
): LabHost {
  const running = new AsyncDisposableStack()
  return {
    name,
    addresses,
    spawn([command = '']) {
      const program = programs[command]
      if (program === undefined) return notStarted(command)
      const process = startInProcess(program, network.socketsOf(addresses), clock)
      running.defer(async () => process.kill())
      return process
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
