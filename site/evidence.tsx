/** What both ends, all others and the wire said, as it came. */
import type { Evidence, NodeEvidence } from '../harness/domain/evidence.ts'
import { plainText } from '../harness/domain/plain-text.ts'
import type { CellReport } from '../harness/domain/results.ts'
import { Words } from './parts.tsx'
import { contentOf, nameOf } from './said.ts'
import { WirePicture } from './wire-picture.tsx'
import { Timeline } from './timeline.tsx'

export function EvidenceOf({ cell }: { readonly cell: CellReport }) {
  const { evidence } = cell
  if (evidence === null) {
    return (
      <section>
        <h2>Evidence</h2>
        <p>There is none: no node came to say anything.</p>
      </section>
    )
  }
  return (
    <section>
      <h2>Evidence</h2>
      <h3>Connections, as each node lists them</h3>
      <Connections evidence={evidence} />
      <h3>The wire</h3>
      <WirePicture evidence={evidence} />
      <OnTheWire evidence={evidence} />
      <h3>Timeline</h3>
      <Timeline evidence={evidence} />
      <Messages evidence={evidence} />
      <details>
        <summary>Everything that was said, in order</summary>
        <Statements evidence={evidence} />
      </details>
    </section>
  )
}

const connectionFields = ['peerId', 'remoteAddress', 'direction', 'security', 'muxer', 'limited'] as const

type Row = Readonly<Record<string, unknown>>

function Connections({ evidence }: { readonly evidence: Evidence }) {
  const rows = evidence.nodes.flatMap((node) => connectionsOf(node).map((connection) => ({ node, connection })))
  if (rows.length === 0) return <p>None were listed.</p>
  return (
    <div class="grid">
      <table>
        <thead>
          <tr>
            <th scope="col">node</th>
            {connectionFields.map((field) => (
              <th key={field} scope="col">
                {field}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ node, connection }, index) => (
            <tr key={index}>
              <th scope="row">{node.role}</th>
              {connectionFields.map((field) => (
                <td key={field}>
                  <Words>{shown(connection[field])}</Words>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The last list that the node gave with anything in it; else what it said that it opened. */
function connectionsOf({ statements }: NodeEvidence): Row[] {
  const lists = statements.flatMap((said) =>
    said.kind === 'answer' && said.method === 'connections' ? [rowsIn(said.result?.['connections'])] : [],
  )
  const opened = statements.flatMap((said) =>
    said.kind === 'event' && said.event === 'connection-opened' ? rowsIn([said.data['connection']]) : [],
  )
  return lists.findLast((list) => list.length > 0) ?? opened
}

function rowsIn(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object' && row !== null) : []
}

function OnTheWire({ evidence: { wire, nodes } }: { readonly evidence: Evidence }) {
  if ('missing' in wire) return <p>Nobody watched it: {wire.missing}</p>
  if (wire.flows.length === 0) return <p>The kernel counted no packet.</p>
  const whose = (address: string) => nodes.find(({ ips }) => ips.includes(address))?.role
  const end = ({ address, port }: { readonly address: string; readonly port: number }) =>
    `${whose(address) ?? ''} ${address.includes(':') ? `[${address}]` : address}:${port}`.trim()
  return (
    <div class="grid">
      <table>
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">to</th>
            <th scope="col">protocol</th>
            <th scope="col">packets</th>
            <th scope="col">bytes</th>
            <th scope="col">network</th>
          </tr>
        </thead>
        <tbody>
          {wire.flows.map((flow, index) => (
            <tr key={index}>
              <td>{end(flow.from)}</td>
              <td>{end(flow.to)}</td>
              <td>{flow.protocol}</td>
              <td>{flow.packets}</td>
              <td>{flow.bytes}</td>
              <td>{flow.network}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Messages({ evidence: { sent } }: { readonly evidence: Evidence }) {
  if (sent.length === 0) return null
  return (
    <>
      <h3>Messages that were sent</h3>
      <ul>
        {sent.map(({ kind, from, to, text, arrival }, index) => (
          <li key={index}>
            {kind} from {from} to {to}, to arrive {arrival}: <bdi class="words">{text}</bdi>
          </li>
        ))}
      </ul>
    </>
  )
}

function Statements({ evidence }: { readonly evidence: Evidence }) {
  const all = evidence.nodes
    .flatMap((node) => node.statements.map((said) => ({ node, said })))
    .toSorted((one, other) => one.said.atMs - other.said.atMs)
  return (
    <ol class="said">
      {all.map(({ node, said }, index) => (
        <li key={index}>
          <code>{said.atMs.toFixed(1)} ms</code> <b>{node.role}</b> {nameOf(said)}{' '}
          <Words>{plainText(JSON.stringify(contentOf(said)))}</Words>
        </li>
      ))}
    </ol>
  )
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'not said'
  return plainText(typeof value === 'string' ? value : JSON.stringify(value))
}
