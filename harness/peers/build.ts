import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { statSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../domain/errors.ts'
import type { OwnFiles } from '../lab/contents.ts'
import { readLog } from '../protocol/read-lines.ts'
import { buildKey } from './build-key.ts'
import type { Implementation } from './inventory.ts'
import type { PeerCommand } from './peer-program.ts'
import type { Tool } from './peer-yaml.ts'
import { toolVersion } from './tool.ts'

export interface BuildContext {
  /** The user's cache folder: `builds/` holds results by content, `scratch/` what compilers keep. */
  readonly cacheFolder: string
  readonly env: NodeJS.ProcessEnv
  /** Gets what the build prints, line by line. */
  readonly onProgress: (step: string) => void
}

/** Makes the implementation ready to start, building it unless this very content was built before. Throws UserError. */
export async function prepare(
  implementation: Implementation,
  context: BuildContext,
  signal: AbortSignal,
): Promise<PeerCommand> {
  const env = stringsOf(context.env)
  if (implementation.kind === 'command') {
    const { command, folder } = implementation
    return { command, cwd: folder, env, contents: contentsOfCommand(implementation.id, command, folder) }
  }
  if (implementation.kind === 'image') return imageCommand(implementation.image, implementation.command)
  const cwd = await build(implementation, context, signal)
  return { command: implementation.peer.command, cwd, env, contents: contentsOf(implementation, cwd) }
}

/** Nothing of this machine goes into an image that somebody else made. */
export function imageCommand(image: string, command: readonly string[] = []): PeerCommand {
  return { command, cwd: '/', env: {}, contents: { kind: 'image', name: image } }
}

/** The program, and the files that its arguments name: what else it may read is not known. */
function contentsOfCommand(id: string, [program = '', ...args]: readonly string[], folder: string): OwnFiles {
  const programs = [program.includes('/') ? path.resolve(folder, program) : program]
  const also = args.map((arg) => path.resolve(folder, arg)).filter((file) => isFile(file))
  return { kind: 'files', name: id, folder: null, programs, also }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true
}

function contentsOf({ id, peer }: Implementation & { kind: 'folder' }, folder: string): OwnFiles {
  const [program = ''] = peer.command
  const ofPath = program.startsWith('./') ? [] : [program]
  const { programs = [], files = [] } = peer.image ?? {}
  const folderKey = path.basename(folder)
  return { kind: 'files', name: id, folder, folderKey, programs: [...ofPath, ...programs], also: files }
}

async function build(
  { folder, peer }: Implementation & { kind: 'folder' },
  context: BuildContext,
  signal: AbortSignal,
): Promise<string> {
  const versionOf = (tool: Tool) => toolVersion(tool, folder, context.env)
  await Promise.all(peer.requires.map(versionOf))
  const { name = peer.name, toolchain, sources, script } = peer.build
  const toolchains = await Promise.all(toolchain.map(versionOf))
  const key = await buildKey(folder, sources, [script, ...toolchains, process.platform, process.arch])
  const output = path.join(context.cacheFolder, 'builds', `${name}-${key}`)
  if (await exists(output)) return output
  const building = underWay.get(output) ?? buildInto(output, { folder, name, script }, context, signal)
  underWay.set(output, building)
  await building.finally(() => underWay.delete(output))
  return output
}

/** Builds of this process by output folder: implementations that share a build wait for the same one. */
const underWay = new Map<string, Promise<void>>()

async function buildInto(
  output: string,
  { folder, name, script }: { folder: string; name: string; script: string },
  context: BuildContext,
  signal: AbortSignal,
): Promise<void> {
  const unfinished = await temporaryFolder(context.cacheFolder, name)
  try {
    await runScript(script, { folder, unfinished, scratch: await scratchFolder(context, name) }, context, signal)
    await rename(unfinished, output).catch(async (error: unknown) => {
      if (!(await exists(output))) throw error // another run built the same at the same time
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** Of the output of a build, these last lines are kept. */
const mostLines = 20_000

async function runScript(
  script: string,
  { folder, unfinished, scratch }: { folder: string; unfinished: string; scratch: string },
  { env, onProgress }: BuildContext,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  const started = performance.now()
  const build = spawn('sh', ['-e', '-c', script], {
    cwd: folder,
    env: { ...env, OUTPUT: unfinished, SCRATCH: scratch },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that an interrupt ends the compilers too
  })
  const stop = () => build.pid !== undefined && process.kill(-build.pid, 'SIGKILL')
  signal.addEventListener('abort', stop, { once: true })
  const log: string[] = []
  for (const stream of [build.stdout, build.stderr]) {
    void readLog(stream, (line) => {
      log.push(line)
      if (log.length > mostLines) log.shift()
      onProgress(`${Math.round((performance.now() - started) / 1000)} s: ${line.trim()}`)
    })
  }
  const [code] = (await once(build, 'close')) as [number | null]
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  if (code === 0) return
  const logFile = `${scratch}.log`
  await writeFile(logFile, log.map((line) => `${line}\n`).join(''))
  throw new UserError(`the build of ${folder} failed with exit code ${code}:\n${log.slice(-12).join('\n')}`, {
    hint: `Its output is in ${logFile}.`,
  })
}

async function scratchFolder({ cacheFolder }: BuildContext, name: string): Promise<string> {
  const scratch = path.join(cacheFolder, 'scratch', name)
  await mkdir(scratch, { recursive: true })
  return scratch
}

async function temporaryFolder(cacheFolder: string, name: string): Promise<string> {
  const builds = path.join(cacheFolder, 'builds')
  await mkdir(builds, { recursive: true })
  return await mkdtemp(path.join(builds, `.unfinished-${name}-`))
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  )
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
