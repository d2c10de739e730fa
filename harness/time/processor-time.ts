import { readdirSync, readFileSync } from 'node:fs'

/** Processor time so far, in ticks of the kernel. */
export interface ProcessorTime {
  /** Of all processors, idle or not. */
  readonly all: number
  readonly idle: number
  /** Of one process and all that it started, those that have ended included; and of its helpers. */
  readonly own: number
}

/** Processes that work for this one and that it did not start itself, such as those of a container engine. */
export class Helpers {
  readonly #pids: () => readonly number[]
  readonly #ticks = new Map<number, number>()
  #ended = 0

  constructor(pids: () => readonly number[]) {
    this.#pids = pids
  }

  /** Their time so far, with what those had that are gone: it never becomes less. */
  time(all: readonly Process[]): number {
    const there = this.#pids().map((pid) => [pid, timeBelow(pid, all)] as const)
    for (const [pid, ticks] of there) {
      const before = this.#ticks.get(pid) ?? 0
      if (ticks < before) this.#ended += before - ticks
      this.#ticks.set(pid, ticks)
    }
    return this.#ended + [...this.#ticks.values()].reduce((sum, ticks) => sum + ticks, 0)
  }
}

/** Of the processors' time between two readings, what went to others; 0 if no time passed. */
export function shareOfOthers(before: ProcessorTime, after: ProcessorTime): number {
  const passed = after.all - before.all
  const busy = passed - (after.idle - before.idle)
  const others = busy - (after.own - before.own)
  return passed <= 0 ? 0 : Math.min(1, Math.max(0, others / passed))
}

/** https://man7.org/linux/man-pages/man5/proc_stat.5.html. `null` where there is no such kernel. */
export function readProcessorTime(root: number, helpers?: Helpers): ProcessorTime | null {
  try {
    const [idle, all] = allProcessors(readFileSync('/proc/stat', 'utf8'))
    const everybody = [...processes()]
    return { all, idle, own: timeBelow(root, everybody) + (helpers?.time(everybody) ?? 0) }
  } catch {
    return null
  }
}

function allProcessors(stat: string): [idle: number, all: number] {
  // user nice system idle iowait irq softirq steal; guests are in user already
  const ticks = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').slice(0, 8).map(Number)
  const [, , , idle = 0, waiting = 0] = ticks
  return [idle + waiting, ticks.reduce((sum, some) => sum + some, 0)]
}

export interface Process {
  readonly pid: number
  readonly parent: number
  /** Its own, and that of its children that have ended. */
  readonly ticks: number
}

function timeBelow(root: number, all: readonly Process[]): number {
  const children = Map.groupBy(all, ({ parent }) => parent)
  const sum = ({ pid, ticks }: Process): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + sum(child), ticks)
  const own = all.find(({ pid }) => pid === root)
  return own === undefined ? 0 : sum(own)
}

function* processes(): Generator<Process> {
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const stat = Number.isInteger(pid) ? statOf(pid) : undefined
    if (stat === undefined) continue
    // What follows the name, which is in brackets and may hold anything: state, parent, …, times from the 12th on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, some) => sum + Number(some), 0)
    yield { pid, parent: Number(fields[1]), ticks }
  }
}

/** `undefined`: it has ended meanwhile. */
function statOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
}
