import { textReport } from '../report/text.ts'
import { resultsJson } from '../report/write.ts'
import type { Io } from './io.ts'
import { play, type PlayCommand } from './play.ts'
import { shellQuoted } from './shell-quoted.ts'
import { wantsColour } from './terminal/output.ts'
import { forTerminal } from './terminal/signs.ts'

/** Plays the selected cells and prints the table, or the results as JSON. */
export async function run(command: PlayCommand & { readonly json: boolean }, io: Io): Promise<number> {
  const { results, folder, status } = await play(command, io)
  io.stdout.write(
    command.json ? resultsJson(results) : forTerminal(textReport(results, textOptions(folder, command, io)), io.env),
  )
  return status
}

function textOptions(folder: string, command: PlayCommand, { stdout, env }: Io) {
  const columns = stdout.columns ?? 100
  return { colour: wantsColour(stdout, env), columns, folder, command: commandFor(command) }
}

/** What plays a cell again as it was played; the cell's id follows. */
function commandFor({ lab, matrix }: PlayCommand): string {
  const options = [
    ...(lab === 'auto' ? [] : [`--lab ${lab}`]),
    ...(matrix === 'matrix.yaml' ? [] : [`--matrix ${shellQuoted(matrix)}`]),
  ]
  return ['./connectivity run', ...options].join(' ')
}
