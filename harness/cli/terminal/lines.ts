/** One-line sentences on the events of a run, for every view. */
import { isSuccess } from '../../domain/outcome.ts'
import type { CellReport } from '../../domain/results.ts'
import type { ImplementationReport } from '../../domain/run.ts'
import { formatMs } from '../../report/duration.ts'
import { observed } from '../../report/explain.ts'
import { type Paint, verdictStyles } from '../../report/paint.ts'
import { firstLine, plainLine } from '../../domain/plain-text.ts'
import { verdictSymbols } from '../../report/symbols.ts'

/** `✓ direct/tcp+noise/a:b 3.5 ms`, or the verdict and what was seen. */
export function cellLine(
  { id, verdict, outcome, timings }: Pick<CellReport, 'id' | 'verdict' | 'outcome' | 'timings'>,
  paint: Paint,
): string {
  const head = `${paint(verdictStyles[verdict], verdictSymbols[verdict])} ${id}`
  const time = isSuccess(outcome) && timings.connectMs !== null ? ` ${formatMs(timings.connectMs)}` : ''
  if (verdict === 'pass') return head + time
  return `${head}${time} ${verdict}: ${firstLine(observed(outcome))}`
}

export function implementationLine(id: string, report: ImplementationReport): string {
  switch (report.state) {
    case 'ready':
      return plainLine(`${id}: ${report.implementation} ${report.version} (${report.toolchain})`)
    case 'missing':
      return plainLine(`${id}: missing: ${firstLine(report.message)}`)
  }
}
