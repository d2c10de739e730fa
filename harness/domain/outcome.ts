import type { ConnectionEvidence, CutEvidence, RefusalEvidence } from './evidence.ts'

export type Role = 'dialer' | 'listener' | 'relay' | 'server'

/** All durations in milliseconds; `null`: the cell did not get that far. */
export interface Timings {
  /** From the call of the dialer's library to the usable connection, as the dialer measured it. */
  readonly connectMs: number | null
  /** From the first publish to the last message received, gossip and direct messages both ways. */
  readonly chatMs: number | null
  /** The whole attempt. */
  readonly wallMs: number
}

/** What the scenario asked for, with the evidence that it came about. */
export type Success =
  | { readonly kind: 'connected'; readonly evidence: ConnectionEvidence }
  /** Scenarios that ask for a refusal. */
  | { readonly kind: 'refused'; readonly evidence: RefusalEvidence }
  /** Scenarios that ask for the end of a circuit at its limit. */
  | { readonly kind: 'cut'; readonly evidence: CutEvidence }

/** What was observed in one attempt at a cell. */
export type Outcome =
  | Success
  /** The peers' fault: `role` says whose, `stage` says where. */
  | { readonly kind: 'failed'; readonly role: Role | null; readonly stage: string; readonly message: string }
  /** A peer said that it can't do this. */
  | { readonly kind: 'unsupported'; readonly by: Role; readonly message: string }
  /** Something the cell needs is not on this machine or in this lab, or the run was interrupted before it. */
  | { readonly kind: 'not-run'; readonly cause: NotRunCause; readonly message: string }
  /** The harness's or the lab's own fault. */
  | { readonly kind: 'harness-error'; readonly message: string }

/** `missing`: a toolchain, browser or build; `lab`: the lab can't host the scenario; `interrupted`: the run ended first. */
export type NotRunCause = 'missing' | 'lab' | 'interrupted'

/** `shared`: in programs that other cells use too; `isolated`: in programs of its own. */
export interface Attempt {
  readonly number: number
  readonly programs: 'shared' | 'isolated'
  readonly outcome: Outcome
  readonly timings: Timings
}

const successKinds: readonly Outcome['kind'][] = ['connected', 'refused', 'cut'] satisfies Success['kind'][]

export function isSuccess<O extends { readonly kind: Outcome['kind'] }>(
  outcome: O,
): outcome is Extract<O, { readonly kind: Success['kind'] }> {
  return successKinds.includes(outcome.kind)
}
