import { formatMs } from './duration.ts'
import type { Speed, SpeedRow } from './speed.ts'

const columns = ['', 'cells', 'connect', 'chat', 'wall', 'total'] as const

/** The speed of a run for a terminal: medians of each cell, and what all of them took together. */
export function speedText({ runMs, jobs, byTransport, byImplementation, libp2pShare }: Speed): string {
  return [
    `whole run: ${runMs === null ? 'unfinished' : formatMs(runMs)}, ${jobs} cells at a time`,
    `libp2p's own share of a cell's time: ${Math.round(100 * libp2pShare)} % (connecting and chatting)`,
    '',
    ...table('median of a cell, by scenario and transport', byTransport),
    '',
    ...table('by implementation, in any role', byImplementation),
    '',
  ].join('\n')
}

function table(title: string, rows: readonly SpeedRow[]): string[] {
  const lines = [columns, ...rows.map(cellsOf)]
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  const pad = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)
  return [title, ...lines.map((line) => `  ${line.map(pad).join('  ')}`.trimEnd())]
}

function cellsOf({ name, cells, connectMs, chatMs, wallMs, totalMs }: SpeedRow): string[] {
  return [
    name,
    String(cells),
    ...[connectMs, chatMs, wallMs].map((ms) => (ms === null ? '–' : formatMs(ms))),
    formatMs(totalMs),
  ]
}
