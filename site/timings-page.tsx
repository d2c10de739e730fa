/** How long it takes to connect: by transport, and by pair. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { formatMs } from '../harness/report/duration.ts'
import { median } from '../harness/report/speed.ts'
import { data, load } from './data.ts'
import type { Timing } from './plots.ts'

const timings: readonly Timing[] = data.cells.flatMap(({ id, scenario, transport, dialer, listener, connectMs }) =>
  connectMs === null ? [] : [{ id, way: `${scenario} ${transport}`, dialer, listener, connectMs }],
)
const ways = [...new Set(timings.map(({ way }) => way))]

export function TimingsPage() {
  const [way, setWay] = useState(ways[0] ?? '')
  return (
    <>
      <h1 tabIndex={-1}>Connect times</h1>
      <p>
        From the call of the dialer's library to the usable connection, as the dialer measured it; one point for each
        cell of this run that connected. They are of this machine and its load, and no ranking of implementations.
      </p>
      {timings.length === 0 ? <p>No cell connected.</p> : null}
      <Plot draw={(plots) => plots.byWay(timings)} label="Connect time of each cell, by scenario and transport" />
      <Medians />
      <h2>By pair</h2>
      <p>
        <label>
          Over{' '}
          <select value={way} onChange={(event) => setWay(event.currentTarget.value)}>
            {ways.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </p>
      <Plot
        key={way}
        draw={(plots) => plots.byPair(timings.filter((timing) => timing.way === way))}
        label={`Median connect time of each pair over ${way}`}
      />
    </>
  )
}

interface PlotProps {
  readonly draw: (plots: typeof connectivityPlots) => Element
  readonly label: string
}

function Plot({ draw, label }: PlotProps) {
  const place = useRef<HTMLDivElement>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    const show = async () => {
      if (!('connectivityPlots' in globalThis)) await load('site/plots.js')
      place.current?.replaceChildren(draw(connectivityPlots))
    }
    show().catch((error: unknown) => setFailure(String(error)))
  }, [])
  return (
    <figure>
      <figcaption>{label}</figcaption>
      {failure === null ? null : <p role="alert">{failure}</p>}
      <div ref={place} class="grid" role="img" aria-label={label}></div>
    </figure>
  )
}

function Medians() {
  return (
    <div class="grid">
      <table>
        <caption>Medians</caption>
        <thead>
          <tr>
            <th scope="col">scenario and transport</th>
            <th scope="col">cells</th>
            <th scope="col">median</th>
          </tr>
        </thead>
        <tbody>
          {[...Map.groupBy(timings, ({ way }) => way)].map(([way, of]) => (
            <tr key={way}>
              <th scope="row">{way}</th>
              <td>{of.length}</td>
              <td>{formatMs(median(of.map(({ connectMs }) => connectMs)) ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
