import { plainJson } from '../domain/plain-text.ts'
import { diff as differenceOf } from '../report/diff.ts'
import { diffText } from '../report/diff-text.ts'
import { exitCodes } from '../report/exit-code.ts'
import { findRun } from '../report/find-runs.ts'
import { painter } from '../report/paint.ts'
import { readDigest } from '../report/read-run.ts'
import type { Io } from './io.ts'
import { wantsColour } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

export interface DiffCommand {
  readonly before: string
  readonly after: string
  readonly json: boolean
}

/** Says what changed from one run to another: 1 if a cell became worse, 3 if one of the runs is not whole, else 0. */
export async function diff({ before, after, json }: DiffCommand, io: Io): Promise<number> {
  const difference = differenceOf(readDigest(findRun(before, io.cwd)), readDigest(findRun(after, io.cwd)))
  const text = () => forTerminal(diffText(difference, painter(wantsColour(io.stdout, io.env))), io.env)
  io.stdout.write(json ? `${plainJson(difference, 2)}\n` : text())
  if (!difference.before.complete || !difference.after.complete) return exitCodes.harness
  return difference.verdicts.some(({ isWorse }) => isWorse) ? exitCodes.unexpected : exitCodes.asExpected
}
