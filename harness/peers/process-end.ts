import type { Exit, LabProcess } from '../lab/lab.ts'
import type { Clock } from '../time/clock.ts'
import { DeadlineError, stretched, within } from '../time/deadline.ts'

/** How far apart a program's exit and the end of its output can be, where neither is held up by anything else. */
const apartMs = 250
/** The protocol gives a program 5 s to be gone after EOF on its stdin. */
const closeMs = 5_000
/** The kernel may take its time to end a process that has much memory. */
const killMs = 5_000

/**
 * How a program ends by itself, once all that it said is read; `output closed`: it can't say anything any more, and
 * goes on running. Neither waits for another process that holds the output open. Never rejects.
 */
export async function ownEnd(
  exited: Promise<Exit>,
  outputClosed: Promise<void>,
  clock: Clock,
): Promise<Exit | 'output closed'> {
  const exit = await Promise.race([exited, outputClosed.then(() => soon(exited, apartMs, clock))])
  if (exit === undefined) return 'output closed'
  await soon(outputClosed, apartMs, clock)
  return exit
}

export type Ending =
  | { readonly kind: 'exited'; readonly exit: Exit }
  /** It was still there after so many milliseconds. */
  | { readonly kind: 'killed' | 'left behind'; readonly afterMs: number }

/** Ends a program: end of its input, then SIGKILL, each with a deadline. */
export async function endProcess(process: LabProcess, clock: Clock, graceMs = closeMs): Promise<Ending> {
  process.stdin.end()
  const exit = await soon(process.exited, graceMs, clock)
  return exit === undefined ? await killProcess(process, clock, graceMs) : { kind: 'exited', exit }
}

async function killProcess(process: LabProcess, clock: Clock, graceMs: number): Promise<Ending> {
  process.kill()
  const exit = await soon(process.exited, killMs, clock)
  return { kind: exit === undefined ? 'left behind' : 'killed', afterMs: stretched(graceMs, clock) }
}

/** What comes in time, or undefined. */
async function soon<T>(coming: Promise<T>, ms: number, clock: Clock): Promise<T | undefined> {
  try {
    return await within({ what: 'end', ms }, new AbortController().signal, () => coming, clock)
  } catch (error) {
    if (error instanceof DeadlineError) return undefined
    throw error
  }
}
