/** The run itself: how it ended, where it ran, versions of everything. */
import { formatMs } from '../harness/report/duration.ts'
import { data } from './data.ts'
import { Strip, Words } from './parts.tsx'
import { hrefTo } from './route.ts'

/** In one line, and loudly where the run can't be trusted as a whole. */
export function RunState() {
  const { run, summary } = data
  return (
    <>
      {run.complete ? null : (
        <p class="alarm" role="alert">
          {run.interrupted
            ? 'This run was interrupted: it does not say what it did not come to.'
            : 'This run is incomplete: it did not report all that it planned, or died.'}
        </p>
      )}
      <p class="quiet">
        <time dateTime={run.startedAt}>{run.startedAt.slice(0, 16).replace('T', ' ')} UTC</time>, {summary.planned}{' '}
        cells
        {run.wallMs === null ? '' : ` in ${formatMs(run.wallMs)}`}, lab {run.lab.name}.{' '}
        <a href="results.json">results.json</a> <a href="matrix.md">matrix.md</a>
      </p>
    </>
  )
}

export function Versions() {
  return (
    <section>
      <h2>Versions</h2>
      <div class="grid">
        <table>
          <thead>
            <tr>
              <th scope="col">implementation</th>
              <th scope="col">library</th>
              <th scope="col">with</th>
              <th scope="col">toolchain</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(data.run.versions).map(([name, report]) => (
              <tr key={name}>
                <th scope="row">
                  <a href={hrefTo({ page: 'implementation', name })}>{name}</a>
                </th>
                {report.state === 'missing' ? (
                  <td colSpan={3}>
                    missing: <Words>{report.message}</Words>
                  </td>
                ) : (
                  <>
                    <td>
                      <Words>{`${report.implementation} ${report.version}`}</Words>
                    </td>
                    <td>
                      <Libraries libraries={report.libraries} />
                    </td>
                    <td>
                      <Words>{report.toolchain}</Words>
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Libraries({ libraries }: { readonly libraries: Readonly<Record<string, string>> }) {
  const all = Object.entries(libraries)
  if (all.length === 0) return null
  return (
    <details>
      <summary>{all.length} packages</summary>
      {all.map(([library, version]) => (
        <div key={library}>
          <Words>{`${library} ${version}`}</Words>
        </div>
      ))}
    </details>
  )
}

export function RunPage() {
  const { run } = data
  const facts: readonly (readonly [string, string])[] = [
    ['run', run.id],
    ['commit', run.commit === null ? 'not known' : `${run.commit}${run.dirty === true ? ', with changes' : ''}`],
    ['lab', `${run.lab.name}: ${run.lab.why}`],
    ['host', `${run.host.os} ${run.host.kernel} ${run.host.arch}, ${run.host.cpus} CPUs, Node ${run.host.node}`],
    ['cells at a time', String(run.jobs)],
    ['cells', run.patterns.length === 0 ? 'all' : run.patterns.join(' ')],
  ]
  const noisy = data.cells.filter(({ strip }) => new Set(strip.filter((verdict) => verdict !== null)).size > 1)
  return (
    <>
      <h1 tabIndex={-1}>The run</h1>
      <RunState />
      <dl class="facts">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Words>{text}</Words>
            </dd>
          </div>
        ))}
      </dl>
      <Versions />
      <section>
        <h2>Cells that changed over {data.runs.length} runs</h2>
        {noisy.length === 0 ? <p>None.</p> : null}
        <ul class="cells">
          {noisy.slice(0, 200).map(({ id, strip }) => (
            <li key={id}>
              <a href={hrefTo({ page: 'cell', id })}>{id}</a> <Strip verdicts={strip} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
