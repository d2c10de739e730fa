import { formatMs } from '../../report/duration.ts'
import { type Paint, painter } from '../../report/paint.ts'
import { firstLine } from '../../domain/plain-text.ts'
import { countByVerdict, verdictCounts } from '../../report/summary.ts'
import { cellLine } from './lines.ts'
import type { LiveState, RunningCell } from './live-state.ts'

export interface FrameOptions {
  readonly columns: number
  readonly rows: number
  readonly colour: boolean
}

const barWidth = 24

/** The live window: what is prepared and running, how far the run is, and what went wrong last. */
export function frame(state: LiveState, now: number, { columns, rows, colour }: FrameOptions): string {
  const paint = painter(colour)
  const bottom = [progress(state, now, columns, paint), ...notes(state, columns, paint)]
  // Builds are of interest until cells run.
  const top =
    state.verdicts.length + state.running.size === 0
      ? [...state.preparing.values()].map(firstLine)
      : running(state, now)
  const room = Math.max(1, rows - bottom.length - 2)
  return [...shortened(top, room).map((line) => clipped(line, columns)), ...bottom].join('\n')
}

function running(state: LiveState, now: number): string[] {
  const cells = [...state.running.values()]
  const width = Math.max(0, ...cells.map((cell) => cell.id.length))
  return cells.map((cell) => runningLine(cell, width, now))
}

function runningLine({ id, attempt, since }: RunningCell, width: number, now: number): string {
  const again = attempt > 1 ? ` attempt ${attempt}` : ''
  return `  ${id.padEnd(width)} ${formatMs(now - since).padStart(8)}${again}`
}

function progress({ planned, verdicts, since }: LiveState, now: number, columns: number, paint: Paint): string {
  const done = planned === 0 ? 0 : Math.min(barWidth, Math.floor((barWidth * verdicts.length) / planned))
  const bar = paint('green', '█'.repeat(done)) + paint('dim', '░'.repeat(barWidth - done))
  const counts = verdictCounts(countByVerdict(verdicts))
  const text = [`${verdicts.length}/${planned}`, formatMs(now - since), ...(counts === '' ? [] : [counts])].join(' · ')
  return `${bar} ${clipped(text, columns - barWidth - 1)}`
}

function notes({ lastUnexpected, lastProblem }: LiveState, columns: number, paint: Paint): string[] {
  const plain = painter(false)
  const lines = [
    ...(lastUnexpected === null ? [] : [cellLine(lastUnexpected, plain)]),
    ...(lastProblem === null ? [] : [`! ${firstLine(lastProblem)}`]),
  ]
  return lines.map((line) => paint('red', clipped(line, columns)))
}

function shortened(lines: readonly string[], room: number): string[] {
  if (lines.length <= room) return [...lines]
  return [...lines.slice(0, room - 1), `  … and ${lines.length - room + 1} more`]
}

function clipped(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, columns - 1)}…`
}
