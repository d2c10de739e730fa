import type { Lab, LabHost } from './lab.ts'
import { dyingWithParent } from './launcher.ts'
import { startProgram } from './program.ts'
import { Programs } from './programs.ts'
import { findTool } from './tools.ts'

/** Programs run as they are, beside each other on 127.0.0.1. Works everywhere. */
export function openLoopback(): Lab {
  const hosts = new AsyncDisposableStack()
  return {
    name: 'loopback',
    async addHost(name, signal) {
      signal.throwIfAborted()
      return hosts.use(loopbackHost(name))
    },
    [Symbol.asyncDispose]: () => hosts.disposeAsync(),
  }
}

function loopbackHost(name: string): LabHost {
  const programs = new Programs()
  const launcher = findTool('setpriv') === undefined ? [] : dyingWithParent()
  return {
    name,
    ip: '127.0.0.1',
    spawn: (command, options) => programs.add(startProgram([...launcher, ...command], { ...options, awaited: false })),
    [Symbol.asyncDispose]: () => programs[Symbol.asyncDispose](),
  }
}
