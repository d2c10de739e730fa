import { availableParallelism } from 'node:os'
import { readFileSync } from 'node:fs'
import { Command, CommanderError, Option } from 'commander'
import { visibleLines } from '../domain/quoted.ts'
import { labRequests } from '../lab/choose.ts'
import { exitCodes } from '../report/exit-code.ts'
import type { Io } from './io.ts'
import { duration, jobs, pathName, patience } from './options.ts'
import { printError } from './print-error.ts'
import { addRunCommands } from './run-commands.ts'
import type { Output } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

/** Parses argv and runs the command. Commands are loaded when they are asked for: `--help` needs none of them. */
export async function commandLine(argv: readonly string[], io: Io): Promise<number> {
  let status: number = exitCodes.asExpected
  const forPeople = (stream: Output) => ({ write: (text: string) => stream.write(forTerminal(text, io.env)) })
  const root = new Command('connectivity')
    .description('The libp2p connectivity matrix: real peers, every pair, every transport, evidence from both ends.')
    .version(version(), '--version')
    .configureOutput({
      writeOut: forPeople(io.stdout).write,
      // What is wrong is quoted, and it may be anything.
      writeErr: (text) => forPeople(io.stderr).write(visibleLines(text)),
    })
    .exitOverride()
    .showHelpAfterError('(./connectivity --help lists the commands and options)')
    .addHelpText('after', examples)

  playing(root.command('run').description('run the matrix, or the cells that match, and print the table')).action(
    async (patterns: string[], options) => {
      const { run } = await import('./run.ts')
      status = await run({ patterns, ...options }, io)
    },
  )

  playing(root.command('bench').description('run it, and say where the time went instead of the table')).action(
    async (patterns: string[], options) => {
      const { bench } = await import('./bench.ts')
      status = await bench({ patterns, ...options }, io)
    },
  )

  addRunCommands(root, io, (code) => (status = code))

  root
    .command('plan')
    .description('list the cells that a run would play, and what is expected of each')
    .argument('[pattern...]', 'as for run')
    .option('--matrix <file>', 'what to run and what to expect of it', pathName, 'matrix.yaml')
    .option('--json', 'as JSON', false)
    .action(async (patterns: string[], { matrix, json }) => {
      const { plan } = await import('./plan.ts')
      const stdout = json ? io.stdout : forPeople(io.stdout)
      await plan({ matrixFile: matrix, cwd: io.cwd, patterns, json, stdout })
    })

  root
    .command('doctor')
    .description('what this machine can and can not do, and the fix')
    .option('--matrix <file>', 'the matrix whose implementations are looked at', pathName, 'matrix.yaml')
    .action(async ({ matrix }) => {
      const { doctor } = await import('./doctor.ts')
      status = await doctor({ matrixFile: matrix }, io)
    })

  root
    .command('check-peer')
    .description('whether a program conforms to the peer protocol (docs/peer-protocol.md)')
    .usage('[--json] [--image NAME] -- COMMAND [ARG...]')
    .argument('[command...]', 'the program and its arguments')
    .option('--image <name>', 'an image of the container engine: its own program, or the command in it', pathName)
    .option('--json', 'as JSON', false)
    .action(async (command: string[], options) => {
      const { checkPeer } = await import('./check-peer.ts')
      status = await checkPeer({ command, ...options }, io)
    })

  root
    .command('clean')
    .description('remove what runs left in the container engine: containers, networks, images')
    .option('--older-than <time>', 'only what is older, such as 90m or 1h', duration, 0)
    .option('--dry-run', 'only say what would be removed', false)
    .action(async ({ olderThan, dryRun }) => {
      const { clean } = await import('./clean.ts')
      status = await clean({ olderThanMs: olderThan, dryRun }, io)
    })

  root
    .command('self-check')
    .description('plant lies in peers, in memory, and say which of them this build catches')
    .option('--json', 'as JSON', false)
    .action(async ({ json }) => {
      const { selfCheck } = await import('./self-check.ts')
      status = await selfCheck({ json }, io)
    })

  try {
    await root.parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.asExpected : exitCodes.usage
    return printError(error, io)
  }
}

/** The arguments and options of a command that plays cells. */
function playing(command: Command): Command {
  return command
    .argument('[pattern...]', "cells, such as 'direct/quic-v1/rust:go' or 'direct/*/go:*'; ** crosses parts")
    .addOption(new Option('--lab <lab>', 'where the peers run').choices(labRequests).default('auto'))
    .option('--jobs <n>', 'cells played at once', jobs, 1 + availableParallelism())
    .option('--patience <n>', 'multiplies every deadline; a busy machine has more by itself', patience, 1)
    .option('--matrix <file>', 'what to run and what to expect of it', pathName, 'matrix.yaml')
    .option('--reports <folder>', 'where the results go; <folder>/latest is this run', pathName, 'reports')
    .option('--json', 'print JSON on stdout, and nothing else there', false)
}

const examples = `
Examples:
  ./connectivity run                               the whole matrix
  ./connectivity run direct/quic-v1/rust:go        one cell
  ./connectivity run 'direct/*/go:*' --json        every direct cell that go dials, as JSON
  ./connectivity check-peer -- ./my-peer           does my program speak the peer protocol?

Exit codes: 0 all as expected, 1 unexpected verdicts, 2 usage or configuration,
3 harness or lab error or something could not be run, 130 interrupted.`

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
