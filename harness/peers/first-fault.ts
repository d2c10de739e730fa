import type { PeerFailure } from './peer-failure.ts'

/** What this needs of a PeerProgram. */
interface Program {
  readonly failedMs: number | undefined
  failureWithin(ms: number, signal: AbortSignal): Promise<PeerFailure | undefined>
}

export interface Fault<Role extends string> {
  readonly role: Role
  readonly failure: PeerFailure
}

/**
 * The program of a cast that failed first, if one did. That its remotes complain is often known before the news of its
 * own end has arrived: so each is asked for a sign of life, and gets at most `ms` milliseconds to give one or to be
 * known as dead.
 */
export async function firstFault<Role extends string>(
  cast: Partial<Readonly<Record<Role, Program>>>,
  ms: number,
  signal: AbortSignal,
): Promise<Fault<Role> | null> {
  const faults = await Promise.all(
    (Object.entries(cast) as [Role, Program][]).map(async ([role, program]) => {
      const failure = await program.failureWithin(ms, signal)
      return failure === undefined ? [] : [{ role, failure, failedMs: program.failedMs ?? 0 }]
    }),
  )
  const [first] = faults.flat().toSorted((one, other) => one.failedMs - other.failedMs)
  return first === undefined ? null : { role: first.role, failure: first.failure }
}
