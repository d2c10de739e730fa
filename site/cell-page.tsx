/** All that is known of one cell. */
import { useEffect, useState } from 'preact/hooks'
import { formatQualifiers } from '../harness/domain/qualifier.ts'
import type { CellReport } from '../harness/domain/results.ts'
import { formatMs } from '../harness/report/duration.ts'
import { advice, expected, linkOf, observed } from '../harness/report/explain.ts'
import type { SiteCell } from '../harness/report/site/data.ts'
import { cellById, data, wholeCell } from './data.ts'
import { EvidenceOf } from './evidence.tsx'
import { CommandToCopy, misfiledInWords, Outside, rateInWords, Strip, VerdictName, Words } from './parts.tsx'
import { hrefTo } from './route.ts'

export function CellPage({ id }: { readonly id: string }) {
  const cell = cellById.get(id)
  if (cell === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>No such cell</h1>
        <p>
          This run has no <Words>{id}</Words>.
        </p>
      </>
    )
  }
  return <KnownCell key={id} cell={cell} />
}

function KnownCell({ cell }: { readonly cell: SiteCell }) {
  const [whole, setWhole] = useState<CellReport | string | null>(null)
  useEffect(() => {
    wholeCell(cell).then(setWhole, (error: unknown) => setWhole(String(error)))
  }, [cell])
  return (
    <>
      <h1 tabIndex={-1}>{cell.id}</h1>
      <p class="big">
        <VerdictName verdict={cell.verdict} />
      </p>
      <Question cell={cell} />
      {whole === null ? <p role="status">Loading …</p> : null}
      {typeof whole === 'string' ? <p role="alert">{whole}</p> : null}
      {whole === null || typeof whole === 'string' ? null : <Details cell={whole} past={cell} />}
    </>
  )
}

function Question({ cell }: { readonly cell: SiteCell }) {
  const { scenario, transport, dialer, listener, qualifiers } = cell
  const facts = data.scenarios[scenario]
  const alike = `scenario:${scenario} dialer:${dialer} listener:${listener}`
  return (
    <>
      <p>
        <a href={hrefTo({ page: 'implementation', name: dialer })}>{dialer}</a> dials,{' '}
        <a href={hrefTo({ page: 'implementation', name: listener })}>{listener}</a> listens, over{' '}
        <Outside href={data.transportLinks[transport] ?? ''}>{transport}</Outside>
        {formatQualifiers(qualifiers).map((qualifier) => `, ${qualifier}`)}. In{' '}
        <Outside href={facts?.link ?? ''}>{scenario}</Outside>: {facts?.summary}.
      </p>
      <p class="quiet">
        <a href={hrefTo({ page: 'matrix', query: alike })}>The same pair over everything else</a>
      </p>
    </>
  )
}

function Details({ cell, past }: { readonly cell: CellReport; readonly past: SiteCell }) {
  const link = linkOf(cell.expectation)
  const next = advice(cell)
  return (
    <>
      <section>
        <h2>What happened</h2>
        <dl class="facts">
          <Fact name="seen">
            <Words>{observed(cell.outcome)}</Words>
          </Fact>
          <Fact name="expected">
            <Words>{expected(cell.expectation)}</Words>
            {link === null ? null : (
              <>
                {' '}
                <Outside href={link}>{link}</Outside>
              </>
            )}
          </Fact>
          {next === null ? null : <Fact name="next">{next}</Fact>}
        </dl>
        <h3>Play it again</h3>
        <CommandToCopy command={`./connectivity run '${cell.id}'`} />
      </section>
      <Attempts cell={cell} />
      <Kept cell={cell} />
      <Past cell={cell} past={past} />
      <EvidenceOf cell={cell} />
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Attempts({ cell }: { readonly cell: CellReport }) {
  const ms = (value: number | null) => (value === null ? '–' : formatMs(value))
  return (
    <section>
      <h2>Attempts</h2>
      <div class="grid">
        <table>
          <thead>
            <tr>
              <th scope="col">attempt</th>
              <th scope="col">programs</th>
              <th scope="col">connect</th>
              <th scope="col">chat</th>
              <th scope="col">in all</th>
              <th scope="col">seen</th>
            </tr>
          </thead>
          <tbody>
            {cell.attempts.map(({ number, programs, timings, outcome }) => (
              <tr key={number}>
                <th scope="row">{number}</th>
                <td>{programs}</td>
                <td>{ms(timings.connectMs)}</td>
                <td>{ms(timings.chatMs)}</td>
                <td>{ms(timings.wallMs)}</td>
                <td>
                  <Words>{observed(outcome)}</Words>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Logs, captures and whatever else was kept. */
function Kept({ cell }: { readonly cell: CellReport }) {
  if (cell.artifacts.length === 0) return null
  return (
    <section>
      <h2>Kept files</h2>
      <ul>
        {cell.artifacts.map(({ kind, role, path }) => (
          <li key={path}>
            <a href={path.split('/').map(encodeURIComponent).join('/')}>{path.split('/').slice(-2).join('/')}</a>,{' '}
            {kind} of {role === null ? 'the cell' : `the ${role}`}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Past({ cell, past }: { readonly cell: CellReport; readonly past: SiteCell }) {
  const { expectation } = cell
  const runs = past.strip.filter((verdict) => verdict !== null).length
  const since = past.firstBad === null ? undefined : data.runs[past.firstBad]
  return (
    <section>
      <h2>History</h2>
      <Strip verdicts={past.strip} />
      <p>
        Over {runs} {runs === 1 ? 'run' : 'runs'} it {rateInWords(past.seen)}
        {expectation.kind === 'known-flaky' ? `; its rule allows ${100 * expectation.atMost} %` : ''}.
      </p>
      {past.misfiled === null ? null : <p class="alarm">{misfiledInWords[past.misfiled]}</p>}
      {since === undefined ? null : (
        <p>
          Not as expected since the run of {since.startedAt.slice(0, 16).replace('T', ' ')}
          {since.commit === null ? '' : `, commit ${since.commit.slice(0, 12)}`}:{' '}
          <Words>{versionsIn(since.versions, cell)}</Words>
        </p>
      )}
    </section>
  )
}

function versionsIn(versions: Readonly<Record<string, string>>, { dialer, listener, qualifiers }: CellReport): string {
  const names = [...new Set([dialer, listener, ...(qualifiers.via === undefined ? [] : [qualifiers.via])])]
  return names.map((name) => `${name}: ${versions[name] ?? 'not known'}`).join(', ')
}
