import { clockWith, systemClock, type Clock } from './clock.ts'
import { loadReader, PressureMeter } from './pressure-meter.ts'

/** How fast things can be expected to go on this machine at this moment. */
export interface Pace {
  /** Its patience follows the machine's load. */
  readonly clock: Clock
  /** How many times slower than idle the machine is. */
  slowness(): number
}

/**
 * Follows the machine's load. `patience`: what the user multiplies every deadline by. `helpers`: processes that work for
 * this one, and that it did not start itself.
 */
export function pacedBy(patience: number, helpers: () => readonly number[] = () => []): Pace {
  const meter = new PressureMeter(loadReader(helpers)).watch()
  return { clock: clockWith(() => patience * meter.slowness), slowness: () => meter.slowness }
}

/** An idle machine, whatever it is in fact. */
export const idlePace: Pace = { clock: systemClock, slowness: () => 1 }
