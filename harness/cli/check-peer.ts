import { Bench } from '../conformance/bench.ts'
import { check, type RuleResult } from '../conformance/check.ts'
import { UserError } from '../domain/errors.ts'
import { plainJson } from '../domain/plain-text.ts'
import { loopback } from '../lab/loopback/loopback.ts'
import { flat } from '../lab/topology.ts'
import { exitCodes } from '../report/exit-code.ts'
import { painter } from '../report/paint.ts'
import { closingLines, resultLines } from './check-peer-text.ts'
import type { Io } from './io.ts'
import { wantsColour } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

export interface CheckPeerCommand {
  readonly command: readonly string[]
  readonly json: boolean
}

export interface CheckPeerIo extends Pick<Io, 'env' | 'cwd' | 'signal'> {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean }
}

/** Says of every rule of the peer protocol whether the program keeps it. 0 if it keeps all, else 1. */
export async function checkPeer({ command, json }: CheckPeerCommand, io: CheckPeerIo): Promise<number> {
  const { cwd, stdout, signal } = io
  if (command[0] === '')
    throw new UserError('the command is empty', { hint: 'Write it after `--`, as you would run it here.' })
  const env = Object.fromEntries(
    Object.entries(io.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const paint = painter(wantsColour(stdout, io.env))
  const say = (text: string) => stdout.write(forTerminal(text, io.env))
  const results: RuleResult[] = []
  {
    await using site = await loopback.open(flat, signal)
    for await (const result of check(new Bench(site, { command, cwd, env }, signal))) {
      if (!json) say(resultLines(result, results.at(-1), paint))
      results.push(result)
    }
  }
  const count = (kind: RuleResult['result']) => results.filter(({ result }) => result === kind).length
  const summary = { passed: count('pass'), failed: count('fail'), notApplicable: count('not-applicable') }
  if (json) stdout.write(`${plainJson({ command, summary, rules: results }, 2)}\n`)
  else say(closingLines(summary))
  return summary.failed === 0 ? exitCodes.asExpected : exitCodes.unexpected
}
