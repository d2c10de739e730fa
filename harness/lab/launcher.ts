import { findTool } from './tools.ts'

/** Tools that end by becoming, or awaiting, the program they are given; they can be chained. */
const launchers = ['nsenter', 'env', 'setpriv'] as const
type Launcher = (typeof launchers)[number]

/** They begin with their own name, and env with the path that it was called by. */
const complaint = new RegExp(`^(?:\\S*/)?(?:${launchers.join('|')}): (?<words>.*)$`)

/** Exit codes with which they say that they did not get as far as the program. A program may use the same. */
const failureCodes: readonly number[] = [1, 125, 126, 127]

/** A link of the chain, found where the system has its tools: programs have a PATH of their own. */
export function launcher(tool: Launcher, ...args: string[]): string[] {
  return [findTool(tool) ?? tool, ...args]
}

/** Whatever happens to the process that starts it, down to SIGKILL, happens to the program too. */
export function dyingWithParent(): string[] {
  return launcher('setpriv', '--pdeathsig', 'KILL', '--')
}

/** What a launcher said instead of becoming the program, or `null` if it became it. */
export function launchFailure(code: number, firstWords: string): string | null {
  if (!failureCodes.includes(code)) return null
  return complaint.exec(firstWords)?.groups?.['words'] ?? null
}
