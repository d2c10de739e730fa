import { exitCodes } from '../../report/exit-code.ts'

interface Outputs {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}

export interface WatchedOutput {
  /** Waits until everything is written, and answers with the exit code: never 0 if the result of the command was not. */
  settled(status: number): Promise<number>
}

/**
 * Survives outputs that can't be written. A reader that has gone (`| head`) interrupts, as SIGPIPE would. A result that
 * could not be written (a full disk) is a failure; of progress on stderr nothing depends.
 */
export function watchOutput({ stdout, stderr }: Outputs, interrupt: AbortController): WatchedOutput {
  let lost: NodeJS.ErrnoException | undefined
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (readerHasGone(error)) interrupt.abort(new Error('output closed'))
      else if (stream === stdout) lost ??= error
    })
  }
  return {
    async settled(status) {
      await written(stdout)
      if (lost !== undefined) stderr.write(`connectivity: the result can't be written: ${lost.message}\n`)
      await written(stderr)
      return lost !== undefined && status === exitCodes.asExpected ? exitCodes.harness : status
    },
  }
}

function readerHasGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED'
}

/** All that was written before has reached the system, or never will. */
async function written(stream: NodeJS.WritableStream): Promise<void> {
  await new Promise<void>((resolve) => stream.write('', () => resolve()))
}
