/** Who connects to whom today, and by what. */
import type { SiteCell } from '../harness/report/site/data.ts'
import { waysOf } from '../harness/report/ways.ts'
import { data, implementations } from './data.ts'
import { moveInGrid } from './keys.ts'
import { sign } from './parts.tsx'
import { hrefTo } from './route.ts'

/** So many that those out of sight are better not laid out. */
const manySquares = 150

export function SummaryGrid() {
  const cells = data.cells.filter(({ scenario }) => data.scenarios[scenario]?.connectsEnds === true)
  const byPair = Map.groupBy(cells, ({ dialer, listener }) => `${dialer}:${listener}`)
  const listeners = implementations.filter((name) => cells.some(({ listener }) => listener === name))
  const dialers = implementations.filter((name) => cells.some(({ dialer }) => dialer === name))
  return (
    <section>
      <h2 id="summary">By what do they connect today?</h2>
      <p class="quiet">Dialers down, listeners across.</p>
      <div class={`grid summary ${dialers.length * listeners.length > manySquares ? 'many' : ''}`}>
        <table onKeyDown={moveInGrid} aria-labelledby="summary">
          <thead>
            <tr>
              <td></td>
              {listeners.map((name) => (
                <th key={name} scope="col">
                  <a href={hrefTo({ page: 'implementation', name })}>{name}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {dialers.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <a href={hrefTo({ page: 'implementation', name })}>{name}</a>
                </th>
                {listeners.map((listener) => (
                  <Square key={listener} dialer={name} listener={listener} cells={byPair.get(`${name}:${listener}`)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface SquareProps {
  readonly dialer: string
  readonly listener: string
  readonly cells: readonly SiteCell[] | undefined
}

function Square({ dialer, listener, cells = [] }: SquareProps) {
  if (cells.length === 0) return <td></td>
  const ways = waysOf(cells)
  return (
    <td>
      <a class="square" href={hrefTo({ page: 'matrix', query: `dialer:${dialer} listener:${listener}` })}>
        <span class="only-read">
          {dialer} to {listener}:{' '}
        </span>
        {ways.length === 0 ? <span class="chip v-unsupported">– nothing in common</span> : null}
        {ways.map(({ name, verdict }) => (
          <span key={name} class={`chip v-${verdict}`} title={`${name}: ${verdict}`}>
            {`${sign(verdict)} ${name}`}
            {verdict === 'pass' ? null : <span class="only-read"> {verdict}, </span>}
          </span>
        ))}
      </a>
    </td>
  )
}
