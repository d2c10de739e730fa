import { textReport } from '../report/text.ts'
import { resultsJson } from '../report/write.ts'
import type { Io } from './io.ts'
import { play, type PlayCommand } from './play.ts'
import { wantsColour } from './terminal/output.ts'

/** Plays the selected cells and prints the table, or the results as JSON. */
export async function run(command: PlayCommand & { readonly json: boolean }, io: Io): Promise<number> {
  const { results, folder, status } = await play(command, io)
  io.stdout.write(command.json ? resultsJson(results) : textReport(results, textOptions(folder, io)))
  return status
}

function textOptions(folder: string, { stdout, env }: Io) {
  return { colour: wantsColour(stdout, env), columns: stdout.columns ?? 100, folder, command: './connectivity run' }
}
