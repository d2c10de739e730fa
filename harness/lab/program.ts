import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { PassThrough, type Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { getSystemErrorMessage } from 'node:util'
import { childrenOf } from './children.ts'
import { firstLine } from './first-line.ts'
import type { Exit, LabProcess, SpawnOptions } from './lab.ts'
import { launchFailure } from './launcher.ts'

export interface ProgramOptions extends SpawnOptions {
  /** Whether the command's first process awaits the program as its child, and does not become it. */
  readonly awaited: boolean
}

/**
 * Starts a command, launchers first, in a process group of its own: a Ctrl-C in the terminal is the harness's alone
 * to handle, and `kill` reaches the program behind its launchers.
 */
export function startProgram(command: readonly string[], { cwd, env, awaited }: ProgramOptions): LabProcess {
  const [file = '', ...args] = command
  const child = spawn(file, args, { cwd, env, detached: true, stdio: 'pipe' })
  child.stdin.on('error', () => {}) // it no longer reads: `exited` says what became of it
  let running = true
  const exited = exitOf(child, { file, cwd }).finally(() => (running = false))
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: passedOn(child.stderr),
    exited,
    kill: () => running && (awaited ? killBelow(child) : killGroup(child)),
  }
}

/** Who lets go of it lets go of the stream itself, which another process may hold open. */
function passedOn(stream: Readable): Readable {
  return stream.pipe(new PassThrough()).on('close', () => stream.destroy())
}

async function exitOf(child: ChildProcessWithoutNullStreams, attempt: { file: string; cwd: string }): Promise<Exit> {
  const firstWords = firstLine(child.stderr)
  const ended = once(child, 'exit') as Promise<[number, null] | [null, string]>
  const result = await ended.catch((error: NodeJS.ErrnoException) => spawnFailure(error, attempt))
  if (typeof result === 'string') return { kind: 'not-started', message: result }
  killGroup(child) // what it has left behind
  const [code, signal] = result
  if (code === null) return { kind: 'signal', signal }
  // Not the end of stderr: something else can hold that open.
  const failure = launchFailure(code, await Promise.race([firstWords, everythingArrived()]))
  return failure === null ? { kind: 'code', code } : { kind: 'not-started', message: failure }
}

/** What a process wrote before its end was reported: the turn of the event loop that reported it brought it, or the next does. */
async function everythingArrived(): Promise<string> {
  await setImmediate()
  await setImmediate()
  return ''
}

function spawnFailure({ errno, message }: NodeJS.ErrnoException, { file, cwd }: { file: string; cwd: string }): string {
  if (!existsSync(cwd)) return `there is no folder ${cwd}`
  return `failed to execute ${file}: ${errno === undefined ? message : getSystemErrorMessage(errno)}`
}

/**
 * Leaves the launcher alive to bury the program and to tell its end. Else that would be left to the machine's first
 * process, which may take its time, and until it is done a PID namespace can't end.
 */
function killBelow(child: ChildProcess): void {
  const programs = child.pid === undefined ? [] : childrenOf(child.pid)
  if (programs.length === 0) return killGroup(child)
  programs.forEach(killQuietly)
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) killQuietly(-pid)
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    const nobodyThere = ['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')
    if (!nobodyThere) throw error // macOS says EPERM of a group that has just ended
  }
}
