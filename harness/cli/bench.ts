import { speedOf } from '../report/speed.ts'
import { speedText } from '../report/speed-text.ts'
import type { Io } from './io.ts'
import { play, type PlayCommand } from './play.ts'
import { forTerminal } from './terminal/signs.ts'

/** Plays the selected cells once and says where the time went. */
export async function bench(command: PlayCommand & { readonly json: boolean }, io: Io): Promise<number> {
  const { results, status } = await play(command, io)
  const speed = speedOf(results)
  io.stdout.write(command.json ? `${JSON.stringify(speed, null, 2)}\n` : forTerminal(speedText(speed), io.env))
  return status
}
