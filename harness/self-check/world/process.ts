import { PassThrough } from 'node:stream'
import type { Exit, LabProcess } from '../../lab/lab.ts'
import type { Network } from '../peer/network.ts'
import type { Clock } from '../../time/clock.ts'
import type { Program } from './machine.ts'

/** What a program has of the network, and can lose with its end. */
export interface Sockets {
  readonly network: Network
  readonly ips: readonly string[]
  closeAll(): void
}

/** Runs a program in this process, behind the interface that one of the operating system has. */
export function startInProcess(program: Program, sockets: Sockets, clock: Clock): LabProcess {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const { promise: exited, resolve } = Promise.withResolvers<Exit>()
  const exit = (how: Exit): void => {
    sockets.closeAll()
    stdin.destroy()
    stdout.end()
    stderr.end()
    resolve(how)
  }
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {}) // one end is gone: `exited` says why
  const { network, ips } = sockets
  program({ stdin, stdout, stderr, network, ips, clock, exit })
  return { stdin, stdout, stderr, exited, kill: () => exit({ kind: 'signal', signal: 'SIGKILL' }) }
}

/** As the operating system answers for a command that is not there. */
export function notStarted(command: string): LabProcess {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough().end(), stderr: new PassThrough().end() }
  const message = `failed to execute ${command}: No such file or directory`
  return { ...streams, exited: Promise.resolve({ kind: 'not-started', message }), kill: () => {} }
}
