/** What one implementation does as dialer, as listener, and in the middle. */
import type { SiteCell } from '../harness/report/site/data.ts'
import { data, implementations } from './data.ts'
import { Grids } from './grids.tsx'
import { VerdictName, Words } from './parts.tsx'
import { verdicts } from '../harness/domain/verdict.ts'

export function ImplementationPage({ name }: { readonly name: string }) {
  const report = data.run.versions[name]
  const parts: readonly (readonly [string, readonly SiteCell[]])[] = [
    ['As dialer', data.cells.filter(({ dialer }) => dialer === name)],
    ['As listener', data.cells.filter(({ listener }) => listener === name)],
    ['In the middle', data.cells.filter(({ qualifiers }) => qualifiers.via === name)],
  ]
  if (!implementations.includes(name) && report === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>No such implementation</h1>
        <p>
          This run has no <Words>{name}</Words>.
        </p>
      </>
    )
  }
  return (
    <>
      <h1 tabIndex={-1}>{name}</h1>
      {report === undefined ? null : (
        <p>
          <Words>
            {report.state === 'missing'
              ? `missing: ${report.message}`
              : `${report.implementation} ${report.version}, ${report.toolchain}`}
          </Words>
        </p>
      )}
      {parts.map(([title, cells]) =>
        cells.length === 0 ? null : (
          <section key={title} class="part">
            <h2>{title}</h2>
            <p>
              {verdicts.map((verdict) => {
                const count = cells.filter((cell) => cell.verdict === verdict).length
                return count === 0 ? null : (
                  <span key={verdict} class="count">
                    {count} <VerdictName verdict={verdict} />{' '}
                  </span>
                )
              })}
            </p>
            <Grids cells={cells} />
          </section>
        ),
      )}
    </>
  )
}
