import type { RunEvent, RunInfo } from '../../domain/run.ts'
import { formatMs } from '../../report/duration.ts'
import { painter } from '../../report/paint.ts'
import { firstLine, plainLine } from '../../domain/plain-text.ts'
import { cellLine, implementationLine } from './lines.ts'
import type { Output } from './output.ts'
import type { Reporter } from './reporter.ts'

/** A compiler says hundreds of things; a log only needs to show that it is alive. */
const preparingEveryMs = 10_000

/** For logs and pipes: one line for each finished cell, and nothing is ever redrawn. */
export function lineView(output: Output, { colour }: { colour: boolean }): Reporter {
  const paint = painter(colour)
  const toldAt = new Map<string, number>()
  let planned = 0
  let finished = 0

  const isNews = (implementation: string) => {
    const now = performance.now()
    if (now - (toldAt.get(implementation) ?? -Infinity) < preparingEveryMs) return false
    toldAt.set(implementation, now)
    return true
  }

  const lineFor = (event: RunEvent): string | null => {
    switch (event.type) {
      case 'run-started':
        planned = event.planned.length
        return startLine(event.run, planned)
      case 'preparing':
        return isNews(event.implementation) ? `${event.implementation}: ${firstLine(event.step)}` : null
      case 'implementation':
        return implementationLine(event.id, event.report)
      case 'cell-started':
        return null
      case 'cell-finished':
        finished++
        return `${String(finished).padStart(String(planned).length)}/${planned} ${cellLine(event.result, paint)}`
      case 'problem':
        return paint('red', `! ${plainLine(event.problem.program)}: ${firstLine(event.problem.message)}`)
      case 'run-finished':
        return `${event.interrupted ? 'interrupted' : 'finished'} after ${formatMs(event.wallMs)}`
    }
  }

  return {
    on: (event) => {
      const line = lineFor(event)
      if (line !== null) output.write(`${line}\n`)
    },
    end: () => {},
  }
}

function startLine({ jobs, lab }: RunInfo, planned: number): string {
  return `${planned} ${planned === 1 ? 'cell' : 'cells'}, ${jobs} at a time, lab ${plainLine(lab.name)} (${plainLine(lab.why)})`
}
