import { PassThrough } from 'node:stream'
import { commandLine } from './command-line.ts'

export interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line tool in this process: what it answers and prints, on streams that are not a terminal. */
export async function connectivity(cwd: string, ...argv: string[]): Promise<Said> {
  return await connectivityWith({}, cwd, ...argv)
}

/** The same, with more in the environment. */
export async function connectivityWith(env: NodeJS.ProcessEnv, cwd: string, ...argv: string[]): Promise<Said> {
  const [stdout, stderr] = [collector(), collector()]
  const status = await commandLine(argv, {
    env: { LANG: 'C.UTF-8', ...env },
    stdout: stdout.stream,
    stderr: stderr.stream,
    cwd,
    signal: new AbortController().signal,
  })
  return { status, stdout: stdout.text(), stderr: stderr.text() }
}

function collector() {
  let text = ''
  const stream = Object.assign(new PassThrough(), { isTTY: false, columns: 100 }) as unknown as NodeJS.WriteStream
  stream.write = (chunk: string | Uint8Array) => {
    text += String(chunk)
    return true
  }
  return { stream, text: () => text }
}
