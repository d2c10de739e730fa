import { UserError } from '../domain/errors.ts'
import { connect, saidBy, versionOf } from '../lab/containers/engine.ts'
import { refusedByEngine } from '../lab/containers/refused.ts'
import { leftovers, type Leftover } from '../lab/containers/sweep.ts'
import { exitCodes } from '../report/exit-code.ts'
import { within } from '../time/deadline.ts'
import type { Io } from './io.ts'
import { forTerminal } from './terminal/signs.ts'

export interface CleanCommand {
  readonly olderThanMs: number
  readonly dryRun: boolean
}

/** Removes what is ours from the engine, but what a running harness of this machine uses, and says of each what became of it. */
export async function clean(command: CleanCommand, io: CleanIo): Promise<number> {
  const say = (text: string) => void io.stdout.write(forTerminal(`${text}\n`, io.env))
  const lines = cleaned(await found(io.signal), command, Date.now())
  let failed = false
  let some = false
  for await (const { text, ok } of lines) {
    some = true
    failed ||= !ok
    say(text)
  }
  if (!some) say('nothing to do: the container engine has nothing of ours')
  return failed ? exitCodes.harness : exitCodes.asExpected
}

export type CleanIo = Pick<Io, 'env' | 'signal'> & { readonly stdout: { write(text: string): unknown } }

/** What is said of everything that is there, in the order in which it can be removed. */
export async function* cleaned(
  all: readonly Leftover[],
  { olderThanMs, dryRun }: CleanCommand,
  now: number,
): AsyncGenerator<{ readonly text: string; readonly ok: boolean }> {
  for (const one of all) {
    const what = `${one.kind} ${one.name}`
    if (one.usedBy !== null) yield { text: `${what}: left, process ${one.usedBy} uses it`, ok: true }
    else if (now - one.since.getTime() < olderThanMs) yield { text: `${what}: left, it is younger`, ok: true }
    else if (dryRun) yield { text: `${what}: would be removed`, ok: true }
    else yield await removed(one, what)
  }
}

async function removed(one: Leftover, what: string): Promise<{ readonly text: string; readonly ok: boolean }> {
  try {
    await one.remove()
    return { text: `${what}: removed`, ok: true }
  } catch (error) {
    return { text: `${what}: left, the engine says: ${saidBy(error)}`, ok: false }
  }
}

async function found(signal: AbortSignal): Promise<Leftover[]> {
  const docker = connect()
  try {
    await within({ what: 'answer of the container engine', ms: 5_000 }, signal, () => versionOf(docker))
  } catch (cause) {
    signal.throwIfAborted()
    const { reason, said, fix } = refusedByEngine(cause)
    throw new UserError(said === undefined ? reason : `${reason}: ${said}`, { hint: fix, cause })
  }
  return await leftovers(docker)
}
