/** The first page: what the run found, who connects to whom, and every cell in its grid. */
import { useEffect, useRef } from 'preact/hooks'
import { isExpected, verdicts, type Verdict } from '../harness/domain/verdict.ts'
import { parseQuery, queryFields } from '../harness/report/query.ts'
import type { SiteCell } from '../harness/report/site/data.ts'
import { verdictMeanings } from '../harness/report/symbols.ts'
import { data } from './data.ts'
import { Grids } from './grids.tsx'
import { misfiledInWords, sign, VerdictName, Words } from './parts.tsx'
import { hrefTo } from './route.ts'
import { RunState, Versions } from './run-page.tsx'
import { SummaryGrid } from './summary-grid.tsx'

export function MatrixPage({ query }: { readonly query: string }) {
  const cells = query === '' ? data.cells : data.cells.filter(parseQuery(query))
  return (
    <>
      <h1 tabIndex={-1}>libp2p connectivity matrix</h1>
      <RunState />
      {query === '' ? <SummaryGrid /> : null}
      <Search query={query} found={cells.length} />
      {query === '' ? <NeedsAnEye /> : <Found cells={cells} />}
      <Grids cells={cells} />
      <Legend />
      {query === '' ? <Versions /> : null}
    </>
  )
}

function Search({ query, found }: { readonly query: string; readonly found: number }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])
  const search = (text: string) => location.replace(hrefTo({ page: 'matrix', query: text }))
  return (
    <search>
      <label for="search">Find cells</label>
      <input
        ref={input}
        id="search"
        type="search"
        value={query}
        placeholder="dialer:firefox verdict:fail"
        autocomplete="off"
        spellcheck={false}
        aria-describedby="fields"
        onInput={(event) => search(event.currentTarget.value)}
      />
      <output>{query === '' ? `${found} cells` : `${found} of ${data.cells.length} cells`}</output>
      <p id="fields" class="quiet">
        Press / to search. Fields: {queryFields.join(', ')}; * is anything, a comma is or, - before a word is not.
      </p>
      <p class="shortcuts">
        {present().map((verdict) => (
          <a key={verdict} href={hrefTo({ page: 'matrix', query: `verdict:${verdict}` })}>
            {data.summary.byVerdict[verdict]} <VerdictName verdict={verdict} />
          </a>
        ))}
      </p>
    </search>
  )
}

function present(): Verdict[] {
  return verdicts.filter((verdict) => data.summary.byVerdict[verdict] > 0)
}

const shownCells = 50

/** What is not as expected, and what changed since the run before. */
function NeedsAnEye() {
  const unexpected = data.cells.filter(({ verdict }) => !isExpected(verdict))
  const misfiled = data.cells.filter((cell) => cell.misfiled !== null)
  const changed = data.cells.filter(({ strip, verdict }) => {
    const before = strip.at(-2) ?? null
    return before !== null && before !== verdict
  })
  return (
    <>
      {unexpected.length === 0 ? null : <CellList title="Not as expected" cells={unexpected} />}
      {changed.length === 0 ? null : <CellList title="Changed since the run before" cells={changed} before />}
      {misfiled.length === 0 ? null : (
        <section>
          <h2>Rules that the history contradicts</h2>
          <ul class="cells">
            {misfiled.slice(0, shownCells).map(({ id, misfiled: how }) => (
              <li key={id}>
                <a href={hrefTo({ page: 'cell', id })}>{id}</a> {how === null ? '' : misfiledInWords[how]}
              </li>
            ))}
          </ul>
        </section>
      )}
      {data.problems.length === 0 ? null : (
        <section>
          <h2>Problems beside the cells</h2>
          <ul>
            {data.problems.map(({ program, message }, index) => (
              <li key={index}>
                <Words>{program}</Words>: <Words>{message}</Words>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Found({ cells }: { readonly cells: readonly SiteCell[] }) {
  if (cells.length === 0) return <p role="status">No cell is like that.</p>
  return <CellList title="Found" cells={cells} />
}

interface CellListProps {
  readonly title: string
  readonly cells: readonly SiteCell[]
  /** Whether to show what the run before said. */
  readonly before?: boolean
}

function CellList({ title, cells, before = false }: CellListProps) {
  return (
    <section>
      <h2>{title}</h2>
      <ul class="cells">
        {cells.slice(0, shownCells).map(({ id, verdict, saw, strip }) => (
          <li key={id}>
            {before ? <VerdictBefore verdict={strip.at(-2) ?? null} /> : null}
            <VerdictName verdict={verdict} /> <a href={hrefTo({ page: 'cell', id })}>{id}</a>{' '}
            {verdict === 'pass' ? null : <Words>{saw}</Words>}
          </li>
        ))}
      </ul>
      {cells.length > shownCells ? <p>and {cells.length - shownCells} more, in the grids below</p> : null}
    </section>
  )
}

function VerdictBefore({ verdict }: { readonly verdict: Verdict | null }) {
  if (verdict === null) return null
  return (
    <>
      <VerdictName verdict={verdict} /> <span aria-label="then">→</span>{' '}
    </>
  )
}

function Legend() {
  return (
    <section>
      <h2>Signs</h2>
      <dl class="legend">
        {present().map((verdict) => (
          <div key={verdict}>
            <dt class={`v-${verdict}`}>{sign(verdict)}</dt>
            <dd>
              <b>{verdict}</b>: {verdictMeanings[verdict]}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
