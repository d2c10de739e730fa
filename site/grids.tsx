/** A grid for each scenario, transport and qualifiers: dialers down, listeners across. */
import { useEffect, useState } from 'preact/hooks'
import { formatQualifiers } from '../harness/domain/qualifier.ts'
import { formatMs } from '../harness/report/duration.ts'
import type { SiteCell } from '../harness/report/site/data.ts'
import { data, implementations } from './data.ts'
import { moveInGrid } from './keys.ts'
import { Outside, sign } from './parts.tsx'
import { hrefTo } from './route.ts'

/** So many are drawn before the page is first seen; the others follow when that is done. */
const atFirst = 1000

export function Grids({ cells }: { readonly cells: readonly SiteCell[] }) {
  const [drawn, setDrawn] = useState(atFirst)
  useEffect(() => {
    if (drawn >= cells.length) return undefined
    const timer = setTimeout(() => setDrawn(drawn * 4))
    return () => clearTimeout(timer)
  }, [drawn, cells.length])
  return (
    <>
      {[...Map.groupBy(cells.slice(0, drawn), ({ scenario }) => scenario)].map(([scenario, ofScenario]) => (
        <section key={scenario} class="scenario">
          <h2>{scenario}</h2>
          <p>
            {data.scenarios[scenario]?.summary ?? ''}. Dialers down, listeners across.{' '}
            <Outside href={data.scenarios[scenario]?.link ?? ''}>Specification</Outside>
          </p>
          <div class="grids">
            {[...Map.groupBy(ofScenario, titleOf)].map(([title, ofGrid]) => (
              <Grid key={title} title={title} cells={ofGrid} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

function titleOf({ transport, qualifiers }: SiteCell): string {
  return [transport, ...formatQualifiers(qualifiers)].join(' ')
}

function Grid({ title, cells }: { readonly title: string; readonly cells: readonly SiteCell[] }) {
  const byPair = new Map(cells.map((cell) => [`${cell.dialer}:${cell.listener}`, cell]))
  const dialers = implementations.filter((name) => cells.some(({ dialer }) => dialer === name))
  const listeners = implementations.filter((name) => cells.some(({ listener }) => listener === name))
  return (
    <div class="grid">
      <table onKeyDown={moveInGrid}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <td></td>
            {listeners.map((listener) => (
              <th key={listener} scope="col">
                {listener}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {dialers.map((dialer) => (
            <tr key={dialer}>
              <th scope="row">{dialer}</th>
              {listeners.map((listener) => (
                <GridCell key={listener} cell={byPair.get(`${dialer}:${listener}`)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function GridCell({ cell }: { readonly cell: SiteCell | undefined }) {
  if (cell === undefined) return <td></td>
  const { id, verdict, connectMs, saw } = cell
  const time = connectMs === null ? '' : formatMs(connectMs)
  return (
    <td class={`v-${verdict}`}>
      <a href={hrefTo({ page: 'cell', id })} title={`${verdict}: ${saw}`} aria-label={`${id}: ${verdict} ${time}`}>
        {sign(verdict)}
        {time === '' ? null : <small> {time}</small>}
      </a>
    </td>
  )
}
