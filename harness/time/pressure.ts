import { readFileSync } from 'node:fs'

/** What the machine says of its own load. All are shares, from 0 to 1. */
export interface Load {
  /** Of the processors' time, what went to others than this run: other programs, and other machines on the same host. */
  readonly others: number
  /** Of the last 10 s, when somebody waited for a processor, or all for memory or the disk. */
  readonly waits: { readonly cpu: number; readonly memory: number; readonly io: number }
}

/** Below this share nobody waits to speak of. */
const noticeable = 0.25
const worst = 10

/**
 * How many times slower than idle the machine is for this run, from 1 to 10: what it does to itself is what its
 * deadlines are made for. Memory and disk count as they stall everybody. https://docs.kernel.org/accounting/psi.html
 */
export function slowness({ others, waits }: Load): number {
  const byProcessors = waits.cpu < noticeable ? 1 : 1 / Math.max(1 - others, 1 / worst)
  const byStalls = 1 + (worst - 1) * Math.max(waits.memory, waits.io)
  return Math.min(worst, Math.max(1, byProcessors, byStalls))
}

/** Pressure stall information; `null` where the kernel has none, or writes it otherwise. */
export function readWaits(read: (file: string) => string = readText): Load['waits'] | null {
  try {
    const waits = {
      cpu: share(read('/proc/pressure/cpu'), 'some'),
      memory: share(read('/proc/pressure/memory'), 'full'),
      io: share(read('/proc/pressure/io'), 'full'),
    }
    return Object.values(waits).some(Number.isNaN) ? null : waits
  } catch {
    return null
  }
}

function readText(file: string): string {
  return readFileSync(file, 'utf8')
}

function share(text: string, kind: 'some' | 'full'): number {
  return Number(new RegExp(`^${kind} avg10=([\\d.]+)`, 'm').exec(text)?.[1]) / 100
}
