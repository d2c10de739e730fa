import { Bench } from '../conformance/bench.ts'
import { check, type RuleResult } from '../conformance/check.ts'
import { UserError } from '../domain/errors.ts'
import { plainJson } from '../domain/plain-text.ts'
import { chooseLab } from '../lab/choose.ts'
import type { Lab } from '../lab/lab.ts'
import { loopback } from '../lab/loopback/loopback.ts'
import { flat } from '../lab/topology.ts'
import { imageCommand } from '../peers/build.ts'
import type { PeerCommand } from '../peers/peer-program.ts'
import { exitCodes } from '../report/exit-code.ts'
import { painter } from '../report/paint.ts'
import { closingLines, resultLines } from './check-peer-text.ts'
import type { Io } from './io.ts'
import { wantsColour } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

export interface CheckPeerCommand {
  readonly command: readonly string[]
  /** An image of the container engine, in which the command is run; without a command, the image's own. */
  readonly image?: string
  readonly json: boolean
}

export interface CheckPeerIo extends Pick<Io, 'env' | 'cwd' | 'signal'> {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean }
}

/** Says of every rule of the peer protocol whether the program keeps it. 0 if it keeps all, else 1. */
export async function checkPeer(order: CheckPeerCommand, io: CheckPeerIo): Promise<number> {
  const { command, image, json } = order
  const { stdout, signal } = io
  const { lab, program } = await subjectOf(order, io)
  const paint = painter(wantsColour(stdout, io.env))
  const say = (text: string) => stdout.write(forTerminal(text, io.env))
  const results: RuleResult[] = []
  {
    await using site = await lab.open(flat, signal)
    for await (const result of check(new Bench(site, program, signal))) {
      if (!json) say(resultLines(result, results.at(-1), paint))
      results.push(result)
    }
  }
  const count = (kind: RuleResult['result']) => results.filter(({ result }) => result === kind).length
  const summary = { passed: count('pass'), failed: count('fail'), notApplicable: count('not-applicable') }
  if (json)
    stdout.write(`${plainJson({ command, ...(image === undefined ? {} : { image }), summary, rules: results }, 2)}\n`)
  else say(closingLines(summary))
  return summary.failed === 0 ? exitCodes.asExpected : exitCodes.unexpected
}

/** What is checked, and the lab for it: this machine's own programs run as they are, images in containers. */
async function subjectOf(
  { command, image }: CheckPeerCommand,
  { cwd, env, signal }: CheckPeerIo,
): Promise<{ readonly lab: Lab; readonly program: PeerCommand }> {
  if (command[0] === '' || (command.length === 0 && image === undefined)) {
    throw new UserError(command[0] === '' ? 'the command is empty' : 'there is no command', {
      hint: 'Write it after `--`, as you would run it here.',
    })
  }
  if (image !== undefined) {
    const { lab } = await chooseLab('containers')
    const program = imageCommand(image, command)
    await lab.provide?.({ kind: 'image', name: image }, { path: '', onProgress: () => {}, signal })
    return { lab, program }
  }
  const given = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return { lab: loopback, program: { command, cwd, env: Object.fromEntries(given) } }
}
