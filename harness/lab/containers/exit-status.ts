import { constants } from 'node:os'
import type { Exit } from '../lab.ts'

const signals = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))

/** Engines report a signal as 128 and its number, as shells do: a program that exits with such a code looks the same. */
export function exitOf(status: number): Exit {
  const signal = signals.get(status - 128)
  return signal === undefined ? { kind: 'code', code: status } : { kind: 'signal', signal }
}

/** Whether the engine says that there is no such program, or that it can't be executed: all else is the engine's own affair. */
export function isProgramsFault(said: string): boolean {
  return /exec: |exec format error|No command specified/i.test(said)
}

/** What the engine says of a program that it could not start, without the chain of who told whom. */
export function startFailure(said: string): string {
  const missing = /exec: "(?<program>[^"]*)": (?<why>.*?)(?:: unknown)?$/s.exec(said.trim())?.groups
  if (missing !== undefined) return `failed to execute ${missing['program']}: ${missing['why']}`
  return said.replace(/: unknown$/, '')
}
