/** What each node said, drawn as lanes over the time of the attempt. */
import type { Evidence, NodeEvidence, Statement } from '../harness/domain/evidence.ts'
import { formatMs } from '../harness/report/duration.ts'
import { nameOf } from './said.ts'

const width = 1000
const left = 90
const rowHeight = 18
const characterWidth = 6.6

interface Mark {
  readonly said: Statement
  readonly from: number
  readonly to: number
  readonly row: number
}

export function Timeline({ evidence }: { readonly evidence: Evidence }) {
  const end = Math.max(1, ...evidence.nodes.flatMap(({ statements }) => statements.map(({ atMs }) => atMs)))
  const scale = (ms: number) => left + ((width - left - 20) * ms) / end
  let top = 20
  const lanes = evidence.nodes.map((node) => {
    const marks = placed(node, scale)
    const height = rowHeight * Math.max(1, ...marks.map(({ row }) => row + 1)) + 8
    const lane = { node, marks, top, height }
    top += height
    return lane
  })
  return (
    <div class="grid">
      <svg
        class="timeline"
        viewBox={`0 0 ${width} ${top + 4}`}
        role="img"
        aria-label="Timeline; the list below says the same"
      >
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <g key={part} class="tick">
            <line x1={scale(part * end)} x2={scale(part * end)} y1={16} y2={top} />
            <text x={scale(part * end)} y={11} text-anchor={part === 1 ? 'end' : 'middle'}>
              {formatMs(part * end)}
            </text>
          </g>
        ))}
        {lanes.map(({ node, marks, top: y, height }) => (
          <g key={node.name}>
            <line class="lane" x1={0} x2={width} y1={y + height} y2={y + height} />
            <text class="role" x={4} y={y + rowHeight - 4}>
              {node.role}
            </text>
            {marks.map((mark, index) => (
              <StatementMark key={index} mark={mark} y={y + mark.row * rowHeight} />
            ))}
          </g>
        ))}
      </svg>
    </div>
  )
}

function StatementMark({ mark: { said, from, to }, y }: { readonly mark: Mark; readonly y: number }) {
  const failed = said.kind === 'answer' && said.error !== null
  const kind = said.kind === 'event' ? 'event' : failed ? 'failed' : 'answer'
  return (
    <g class={kind}>
      <title>{`${nameOf(said)} at ${said.atMs.toFixed(1)} ms`}</title>
      {said.kind === 'event' ? (
        <circle cx={from} cy={y + 9} r={3.5} />
      ) : (
        <rect x={from} y={y + 4} width={Math.max(2, to - from)} height={10} rx={2} />
      )}
      <text x={isLate(to) ? from - 5 : to + 5} y={y + 13} text-anchor={isLate(to) ? 'end' : 'start'}>
        {nameOf(said)}
      </text>
    </g>
  )
}

/** There the name has no room after its mark, and stands before it. */
function isLate(x: number): boolean {
  return x > width - 120
}

/** Each in the first row of its lane where it does not lie on another. */
function placed({ statements }: NodeEvidence, scale: (ms: number) => number): Mark[] {
  const ends: number[] = []
  return statements
    .map((said) => ({ said, from: scale(said.kind === 'answer' ? said.askedMs : said.atMs), to: scale(said.atMs) }))
    .toSorted((one, other) => one.from - other.from)
    .map((mark) => {
      const room = 12 + characterWidth * nameOf(mark.said).length
      const [start, end] = isLate(mark.to) ? [mark.from - room, mark.to] : [mark.from, mark.to + room]
      const free = ends.findIndex((taken) => taken <= start)
      const row = free === -1 ? ends.length : free
      ends[row] = end
      return { ...mark, row }
    })
}
