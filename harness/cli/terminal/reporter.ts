import type { RunEvent } from '../../domain/run.ts'

/** Something that follows a run: a view on the terminal, the run log. */
export interface Reporter {
  on(event: RunEvent): void
  /** The last call, also after a failed run. */
  end(): void
}

/** A run goes on whatever happens to its reporters: one that throws hears no more, and `failed` is called with the reason. */
export function guarded(reporter: Reporter, failed: (error: unknown) => void): Reporter {
  let working = true
  const attempt = (action: () => void) => {
    try {
      action()
    } catch (error) {
      if (working) failed(error)
      working = false
    }
  }
  return {
    on: (event) => {
      if (working) attempt(() => reporter.on(event))
    },
    end: () => attempt(() => reporter.end()),
  }
}

export function together(reporters: readonly Reporter[]): Reporter {
  return {
    on: (event) => reporters.forEach((reporter) => reporter.on(event)),
    end: () => reporters.forEach((reporter) => reporter.end()),
  }
}
