import type { RunEvent } from '../../domain/run.ts'
import { replay } from '../../report/replay.ts'
import { resultsJson } from '../../report/write.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'

/** For programs: the results alone, once, when the run has ended. */
export function jsonView(output: Output): Reporter {
  const events: RunEvent[] = []
  return {
    on: (event) => void events.push(event),
    end: () => {
      const results = replay(events)
      if (results !== null) output.write(resultsJson(results))
    },
  }
}
