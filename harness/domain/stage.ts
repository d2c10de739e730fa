import { z } from 'zod'

/** A step in which a cell can fail. */
export interface StageRow {
  /** How long a peer has for it on an idle machine, in milliseconds. */
  readonly ms: number
  /** Why that long. */
  readonly why: string
  /**
   * Whether it takes two: then the end that waited, or that answered with an error, is not the one to blame for that
   * alone.
   */
  readonly takesTwo: boolean
}

/** Roughly in the order in which a cell gets there. */
export const stageTable = {
  hello: { ms: 30_000, why: 'a browser is launched; Firefox takes up to 9 s', takesTwo: false },
  start: { ms: 10_000, why: 'keys, certificates and listeners; a page of a browser takes 1.6 s', takesTwo: false },
  subscribe: { ms: 5_000, why: 'nothing leaves the program', takesTwo: false },
  reserve: { ms: 10_000, why: 'a dial and two round trips', takesTwo: true },
  limit: { ms: 5_000, why: 'judged from what was read in the reservation', takesTwo: false },
  dial: {
    ms: 12_000,
    why: 'libraries give up WebRTC after 10 s by themselves, and that is their answer',
    takesTwo: true,
  },
  connection: { ms: 5_000, why: 'the other end is done one message later', takesTwo: true },
  identify: { ms: 8_000, why: 'libraries give up identify after 5 s by themselves', takesTwo: true },
  ping: { ms: 5_000, why: 'one round trip', takesTwo: true },
  gossip: { ms: 10_000, why: 'a heartbeat of GossipSub is 1 s, and some', takesTwo: true },
  'direct-message': { ms: 10_000, why: 'the app gives up after 5 s', takesTwo: true },
  'relay-stop': { ms: 10_000, why: 'the relay closes, and both ends see it', takesTwo: true },
  cut: { ms: 10_000, why: 'the longest limit that is set is 2 s', takesTwo: true },
  refusal: { ms: 4_000, why: 'a handshake that never ends is given up after this time', takesTwo: true },
  'hole-punch': {
    ms: 40_000,
    why: 'libraries make three attempts, each of which may take 10 s',
    takesTwo: true,
  },
  evidence: { ms: 5_000, why: 'nothing leaves the program', takesTwo: false },
  stop: { ms: 5_000, why: 'listeners and connections are closed', takesTwo: false },
} as const satisfies Record<string, StageRow>

export type Stage = keyof typeof stageTable
export const stages = Object.keys(stageTable) as [Stage, ...Stage[]]
export const stageSchema = z.enum(stages)

/** How long a peer has for a stage on an idle machine, in milliseconds. */
export function stageMs(stage: Stage): number {
  return stageTable[stage].ms
}
