import os from 'node:os'
import type { Abilities, Addresses, Lab, LabHost, Site } from '../lab.ts'
import { dyingWithParent } from '../launcher.ts'
import { startProgram } from '../program.ts'
import { Programs } from '../programs.ts'
import type { LabEntry } from '../registry.ts'
import { findTool } from '../tools.ts'
import { networkNamed, type Topology } from '../topology.ts'

const noIp6 = { reason: 'this machine has no address ::1', fix: 'allow IPv6: sysctl net.ipv6.conf.lo.disable_ipv6=0' }
const shared = { reason: 'all programs share the loopback interface', fix: 'use the namespaces lab' }

const can: Abilities = {
  nat: shared,
  ip6: hasIp6() ? true : noIp6,
  dns: shared,
  witness: shared,
  capture: shared,
  shape: shared,
  images: { reason: 'programs run as they are', fix: 'use the containers lab' },
}

/** Programs run as they are, beside each other on 127.0.0.1 and ::1. Works everywhere. */
export const loopback: Lab = {
  name: 'loopback',
  can,
  async open(topology, signal) {
    signal.throwIfAborted()
    if (topology.networks.length > 1) throw new Error(`the loopback lab has one network, ${topology.name} needs more`)
    return openSite(topology)
  },
}

export const loopbackEntry: LabEntry = {
  name: loopback.name,
  async probe() {
    const detail = 'all programs on 127.0.0.1, no isolation between them'
    return { name: loopback.name, usable: true, lab: loopback, detail }
  },
}

function openSite(topology: Topology): Site {
  const hosts = new AsyncDisposableStack()
  return {
    topology,
    witness: null,
    routers: [],
    async addHost(name, network, signal) {
      signal.throwIfAborted()
      networkNamed(topology, network)
      return hosts.use(loopbackHost(name))
    },
    [Symbol.asyncDispose]: () => hosts.disposeAsync(),
  }
}

const addresses: Addresses = { ip4: '127.0.0.1', ip6: can.ip6 === true ? '::1' : null, names: [] }

function loopbackHost(name: string): LabHost {
  const programs = new Programs()
  const launcher = findTool('setpriv') === undefined ? [] : dyingWithParent()
  return {
    name,
    addresses,
    spawn: (command, options) => programs.add(startProgram([...launcher, ...command], { ...options, awaited: false })),
    [Symbol.asyncDispose]: () => programs[Symbol.asyncDispose](),
  }
}

function hasIp6(): boolean {
  const all = Object.values(os.networkInterfaces()).flatMap((some) => some ?? [])
  return all.some(({ address }) => address === '::1')
}
