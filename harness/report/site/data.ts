/** What the pages of the site are made of, in the browser: the same in short for all cells, and in chunks whole. */
import { misfiled, type Misfiled } from '../../domain/misfiled.ts'
import type { CellReport, RunResults } from '../../domain/results.ts'
import type { ScenarioName } from '../../domain/scenario.ts'
import type { Verdict } from '../../domain/verdict.ts'
import { firstLine } from '../../domain/plain-text.ts'
import { scenarios } from '../../scenarios/scenarios.ts'
import type { DigestRun } from '../digest.ts'
import { observed } from '../explain.ts'
import type { CellHistory } from '../history.ts'
import type { Queried } from '../query.ts'
import type { Published } from '../writer.ts'
import { connectsEnds, scenarioLinks, transportLinks } from './links.ts'

export interface SiteData {
  readonly run: RunResults['run']
  readonly summary: RunResults['summary']
  readonly problems: RunResults['problems']
  readonly scenarios: Readonly<Record<string, ScenarioFacts>>
  readonly transportLinks: Readonly<Record<string, string>>
  /** Oldest first; the last is this one. */
  readonly runs: readonly DigestRun[]
  /** In the order of the plan. */
  readonly cells: readonly SiteCell[]
}

export interface ScenarioFacts {
  readonly summary: string
  readonly link: string
  readonly connectsEnds: boolean
}

export interface SiteCell extends Queried {
  /** Of a cell that connected. */
  readonly connectMs: number | null
  /** Number of the chunk that has all of it. */
  readonly chunk: number
  readonly strip: readonly (Verdict | null)[]
  readonly seen: CellHistory['seen']
  /** What its history says against its rule. */
  readonly misfiled: Misfiled | null
  /** Its place among the runs. */
  readonly firstBad: number | null
}

const chunkSize = 50
/** What is longer is in the logs. */
const longestText = 20_000

export function siteData({ results, history }: Published): SiteData {
  const { run, summary, problems, cells } = results
  const runAt = new Map(history.runs.map(({ id }, index) => [id, index]))
  return {
    run: withoutLongTexts(run),
    summary,
    problems: withoutLongTexts(problems),
    scenarios: Object.fromEntries([...new Set(cells.map(({ scenario }) => scenario))].map(factsOf)),
    transportLinks,
    runs: history.runs,
    cells: cells.map((cell, index) => {
      const past = history.cells.get(cell.id)
      return {
        ...inShort(cell),
        chunk: Math.floor(index / chunkSize),
        strip: past?.strip ?? [cell.verdict],
        seen: past?.seen ?? { attempts: 0, failed: 0 },
        misfiled: past === undefined ? null : misfiled(cell.expectation, past.seen),
        firstBad: runAt.get(past?.firstBad?.id ?? '') ?? null,
      }
    }),
  }
}

/** What the query language and the grids need of a cell. */
export function inShort(cell: CellReport): Queried & Pick<SiteCell, 'connectMs'> {
  const { id, scenario, transport, dialer, listener, qualifiers, verdict, outcome, timings } = cell
  return {
    id,
    scenario,
    transport,
    dialer,
    listener,
    qualifiers,
    verdict,
    outcome: outcome.kind,
    stage: outcome.kind === 'failed' ? outcome.stage : null,
    saw: firstLine(observed(outcome)),
    connectMs: outcome.kind === 'connected' ? timings.connectMs : null,
  }
}

/** Every cell whole, in the chunks that `SiteCell.chunk` names. */
export function chunks(cells: readonly CellReport[]): CellReport[][] {
  const count = Math.ceil(cells.length / chunkSize)
  return Array.from({ length: count }, (_, chunk) =>
    cells.slice(chunk * chunkSize, (chunk + 1) * chunkSize).map(withoutLongTexts),
  )
}

function withoutLongTexts<T>(value: T): T {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' && part.length > longestText
      ? `${part.slice(0, longestText)}… (${part.length - longestText} characters more)`
      : part,
  )
  return JSON.parse(text) as T
}

function factsOf(scenario: ScenarioName): [string, ScenarioFacts] {
  const { summary } = scenarios[scenario]
  return [scenario, { summary, link: scenarioLinks[scenario], connectsEnds: connectsEnds[scenario] }]
}
