import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** What the machine says of its own load, at one moment. */
export interface Load {
  /** Processes that run or could run. */
  readonly runnable: number
  readonly processors: number
  /** Shares of the last 10 s, from 0 to 1, in which somebody waited for a processor, or all for memory or the disk. */
  readonly waits: { readonly cpu: number; readonly memory: number; readonly io: number }
}

/** Up to this many processes for each processor are not a load: a run keeps its machine busy by itself. */
const usual = 2
/** Below this share nobody waits to speak of, however many processes there are. */
const noticeable = 0.25
const worst = 10

/**
 * How many times slower than idle the machine is, from 1 to 10. Memory and disk count as they stall everybody.
 * https://docs.kernel.org/accounting/psi.html
 */
export function slowness({ runnable, processors, waits }: Load): number {
  const byProcessors = waits.cpu < noticeable ? 1 : runnable / (usual * processors)
  const byStalls = 1 + (worst - 1) * Math.max(waits.memory, waits.io)
  return Math.min(worst, Math.max(1, byProcessors, byStalls))
}

/** Reads it from the kernel; `null` where there is no such kernel. */
export function readLoad(read: (file: string) => string = (file) => readFileSync(file, 'utf8')): Load | null {
  try {
    return known({
      runnable: Number(/^procs_running (\d+)$/m.exec(read('/proc/stat'))?.[1]),
      processors: availableParallelism(),
      waits: {
        cpu: share(read('/proc/pressure/cpu'), 'some'),
        memory: share(read('/proc/pressure/memory'), 'full'),
        io: share(read('/proc/pressure/io'), 'full'),
      },
    })
  } catch {
    return null
  }
}

/** A kernel that writes it otherwise says nothing. */
function known(load: Load): Load | null {
  return [load.runnable, ...Object.values(load.waits)].some(Number.isNaN) ? null : load
}

function share(text: string, kind: 'some' | 'full'): number {
  return Number(new RegExp(`^${kind} avg10=([\\d.]+)`, 'm').exec(text)?.[1]) / 100
}
