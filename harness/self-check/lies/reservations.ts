import { answers } from './words.ts'

type Change = (addresses: readonly string[]) => readonly string[]

/** Changes the circuit addresses that a reservation brought. */
export const reservedAt = (change: Change) =>
  answers('reserve', (result) => ({ ...result, addresses: change(result['addresses'] as string[]) }))

/** Changes the limit that a relay announced. */
export const announced = (limit: object | null) => answers('reserve', (result) => ({ ...result, limit }))
