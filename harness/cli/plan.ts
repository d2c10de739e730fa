import { loadMatrix } from '../matrix/load.ts'
import { selectCells } from '../matrix/patterns.ts'
import { planCells } from '../matrix/planner.ts'
import { planAsJson, planAsText } from './plan-text.ts'

export interface PlanOptions {
  readonly matrixFile: string
  /** What `matrixFile` is relative to. */
  readonly cwd?: string
  /** Empty: the whole matrix. */
  readonly patterns: readonly string[]
  readonly json: boolean
  readonly stdout: { write(text: string): unknown }
}

/** Prints what a run would do, and what is expected of it. */
export async function plan({ matrixFile, cwd, patterns, json, stdout }: PlanOptions): Promise<void> {
  const matrix = planCells(await loadMatrix(matrixFile, cwd))
  const selected = selectCells(matrix, patterns)
  stdout.write(json ? planAsJson(selected) : planAsText(selected, matrix.length))
}
