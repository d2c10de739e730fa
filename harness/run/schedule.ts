import PQueue from 'p-queue'
import type { PlannedCell } from '../domain/run.ts'
import { transportRow } from '../domain/transport.ts'
import type { Pace } from '../time/pace.ts'
import { scenarioOf } from '../scenarios/scenarios.ts'

/** How many cells may wait at once, for each that is played. */
const waitingPerJob = 4

/**
 * When which cell is played. `jobs` of them at once, the long ones first, so that none is left to run alone at the end;
 * and beside them those that mostly wait for a timeout or a limit, which would only keep the others from the processors.
 */
export class Schedule {
  readonly #playing: PQueue
  readonly #waiting: PQueue

  /** On a machine that is so many times slower, so many times fewer cells are played at once. */
  constructor(jobs: number, pace: Pace) {
    this.#playing = new PQueue({ concurrency: jobs })
    this.#waiting = new PQueue({ concurrency: waitingPerJob * jobs })
    this.#playing.on('next', () => {
      this.#playing.concurrency = Math.max(1, Math.round(jobs / pace.slowness()))
    })
  }

  add<T>(planned: PlannedCell, play: () => Promise<T>): Promise<T> {
    const queue = mostlyWaits(planned) ? this.#waiting : this.#playing
    return queue.add(play, { priority: transportRow(planned.cell.transport).cost })
  }
}

/** A cell that is known to fail, in part or whole, usually does so by a timeout. */
export function mostlyWaits({ cell, expectation }: PlannedCell): boolean {
  const { variants, waits } = scenarioOf(cell)
  const variant = variants[cell.qualifiers.with ?? '']
  return (
    waits === true ||
    ['known-failing', 'known-partial'].includes(expectation.kind) ||
    variant?.waits?.includes(cell.transport) === true
  )
}
