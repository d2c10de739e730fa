/** Who spoke with whom, as the kernel counted it: the hosts of the cell, and what went between them. */
import type { Evidence, Flow } from '../harness/domain/evidence.ts'

const width = 720
const boxWidth = 120
const boxHeight = 44
const rowHeight = 22

interface Edge {
  readonly ends: readonly [string, string]
  readonly protocol: string
  readonly bytes: number
}

export function WirePicture({ evidence }: { readonly evidence: Evidence }) {
  const flows = 'flows' in evidence.wire ? evidence.wire.flows : []
  const hosts = leftToRight(evidence)
  const edges = edgesOf(flows, evidence)
  const height = boxHeight + 16 + rowHeight * edges.length
  const middle = (host: string) => {
    const step = hosts.length === 1 ? 0 : (width - boxWidth - 8) / (hosts.length - 1)
    return 4 + boxWidth / 2 + step * hosts.findIndex((one) => one === host)
  }
  return (
    <div class="grid">
      <svg
        class="wire"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Who spoke with whom; the table says the same"
      >
        {hosts.map((host) => (
          <g key={host} class="host">
            <line x1={middle(host)} x2={middle(host)} y1={boxHeight} y2={height} />
            <rect x={middle(host) - boxWidth / 2} y={2} width={boxWidth} height={boxHeight - 4} rx={6} />
            <text class="role" x={middle(host)} y={19} text-anchor="middle">
              {host}
            </text>
            <text x={middle(host)} y={35} text-anchor="middle">
              {evidence.nodes.find(({ role }) => role === host)?.ips[0] ?? ''}
            </text>
          </g>
        ))}
        {edges.map(({ ends: [from, to], protocol, bytes }, index) => {
          const y = boxHeight + 24 + rowHeight * index
          return (
            <g key={index} class="edge">
              <line x1={middle(from)} x2={middle(to)} y1={y} y2={y} />
              <text x={(middle(from) + middle(to)) / 2} y={y - 4} text-anchor="middle">
                {`${protocol}, ${bytes} bytes`}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

/** The ends outside, and whoever is between them between them. */
function leftToRight({ nodes }: Evidence): string[] {
  const present = new Set<string>(nodes.map(({ role }) => role))
  const middle = [...present].filter((role) => role !== 'dialer' && role !== 'listener')
  return ['dialer', ...middle, 'listener'].filter((role) => present.has(role))
}

/** Both directions of a flow as one; an address that no host of the cell has is named as it is. */
function edgesOf(flows: readonly Flow[], { nodes }: Evidence): Edge[] {
  const hostOf = (address: string) => nodes.find(({ ips }) => ips.includes(address))?.role
  const edges = new Map<string, Edge>()
  for (const { from, to, protocol, bytes } of flows) {
    const ends = [hostOf(from.address), hostOf(to.address)].filter((host) => host !== undefined).toSorted()
    const [one, other] = ends
    if (one === undefined || other === undefined || one === other) continue
    const key = `${one} ${other} ${protocol}`
    edges.set(key, { ends: [one, other], protocol, bytes: bytes + (edges.get(key)?.bytes ?? 0) })
  }
  return [...edges.values()]
}
