import { formatMs } from './duration.ts'
import { type Paint, verdictStyles } from './paint.ts'
import { verdictSymbols } from './symbols.ts'
import type { Grid, GridEntry } from './table.ts'

/** A rectangle of text. Its width is known apart from its lines, whose colours take no room. */
export interface Block {
  readonly width: number
  readonly lines: readonly string[]
}

const gap = '  '

export function gridBlock(grid: Grid, paint: Paint): Block {
  const names = grid.rows.map((row) => row.dialer)
  const nameWidth = widest(names)
  const columns = grid.listeners.map((listener, index) =>
    widest([listener, ...grid.rows.map((row) => entryText(row.entries[index] ?? null))]),
  )
  const bodyWidth = nameWidth + columns.reduce((sum, width) => sum + gap.length + width, 0)
  const width = Math.max(grid.title.length, bodyWidth)
  const fill = ' '.repeat(width - bodyWidth)

  const header = grid.listeners.map((listener, index) => gap + paint('bold', listener.padEnd(columns[index] ?? 0)))
  const rows = grid.rows.map((row) => {
    const entries = row.entries.map((entry, index) => gap + paintEntry(entry, columns[index] ?? 0, paint))
    return paint('bold', row.dialer.padEnd(nameWidth)) + entries.join('') + fill
  })
  return {
    width,
    lines: [paint('cyan', grid.title.padEnd(width)), ' '.repeat(nameWidth) + header.join('') + fill, ...rows],
  }
}

/** `✓ 3.5 ms`, or only the symbol where nothing connected. */
export function entryText(entry: GridEntry | null): string {
  if (entry === null) return ''
  const symbol = verdictSymbols[entry.verdict]
  return entry.connectMs === null ? symbol : `${symbol} ${formatMs(entry.connectMs)}`
}

function paintEntry(entry: GridEntry | null, width: number, paint: Paint): string {
  const text = entryText(entry).padEnd(width)
  return entry === null ? text : paint(verdictStyles[entry.verdict], text)
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length))
}

/** Lays blocks out from left to right, as many in a line as fit. */
export function sideBySide(blocks: readonly Block[], columns: number): string[] {
  return shelves(blocks, columns).flatMap((shelf, index) => [...(index === 0 ? [] : ['']), ...joinShelf(shelf)])
}

const blockGap = 4

function shelves(blocks: readonly Block[], columns: number): Block[][] {
  const filled: Block[][] = []
  let used = Infinity
  for (const block of blocks) {
    used += blockGap + block.width
    if (used <= columns) {
      filled.at(-1)?.push(block)
    } else {
      filled.push([block])
      used = block.width
    }
  }
  return filled
}

function joinShelf(shelf: readonly Block[]): string[] {
  const height = Math.max(...shelf.map((block) => block.lines.length))
  return Array.from({ length: height }, (_, row) =>
    shelf
      .map((block) => block.lines[row] ?? ' '.repeat(block.width))
      .join(' '.repeat(blockGap))
      .trimEnd(),
  )
}
