import { childrenOf } from './children.ts'

/** A tree that still grows after so many looks at it is not worth another. */
const mostLooks = 5

/** SIGKILL to everything below a process, stopped or not. What it starts meanwhile is looked for again. */
export function killDescendants(pid: number): void {
  for (let look = 0; look < mostLooks; look++) {
    const descendants = descendantsOf(pid)
    if (descendants.map(kill).every((killed) => !killed)) return
  }
}

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)])
}

function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false // it has just ended, or is not ours to end
  }
}
