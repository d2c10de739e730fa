import type { Readable, Writable } from 'node:stream'
import type { Exit } from '../../lab/lab.ts'
import type { Network } from '../peer/network.ts'
import type { Clock } from '../../time/clock.ts'

/** What a program has of the machine that it runs on: a process of the operating system, or a part of this one. */
export interface Machine {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  readonly network: Network
  /** Its IPv4 address first. */
  readonly ips: readonly string[]
  readonly clock: Clock
  /** Ends the program at once. Its sockets are closed by the machine. */
  exit(exit: Exit): void
}

/** The main function of a program. */
export type Program = (machine: Machine) => void
