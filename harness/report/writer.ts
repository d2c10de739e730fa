import type { RunResults } from '../domain/results.ts'
import type { History } from './history.ts'

/** All that is published of a run. */
export interface Published {
  readonly results: RunResults
  /** Of the runs before it, and of it. */
  readonly history: History
}

/** Content by path within the folder of the reports, with / between its parts. */
export type Files = Readonly<Record<string, string>>

/** Makes one kind of report. What it is made of is untrusted bytes. */
export type Writer = (published: Published) => Files | Promise<Files>
