import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { scriptedPeer } from '../peers/run-liars.ts'

const root = path.join(import.meta.dirname, '../..')

/** A folder with a matrix of one honest peer, to call the command line tool in. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string
  /** Calls `./connectivity` of a checkout in an environment of nothing but PATH and `env`. */
  call(args: readonly string[], options?: CallOptions): Promise<Call>
}

interface CallOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Another checkout than this one. */
  readonly checkout?: string
  /** Becomes the tool at its end, such as `setpriv … --`. */
  readonly through?: readonly string[]
}

export interface Call {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export async function workplace(): Promise<Workplace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'environment-'))
  const command = [process.execPath, scriptedPeer, 'honest']
  const matrix = { implementations: { mine: { command } }, run: [{ scenario: 'direct', transports: ['tcp+noise'] }] }
  await writeFile(path.join(folder, 'matrix.yaml'), JSON.stringify(matrix))
  return {
    folder,
    async call(args, { env = {}, checkout = root, through = [] } = {}) {
      const [file = '', ...rest] = [...through, path.join(checkout, 'connectivity'), ...args]
      const surroundings = { PATH: process.env['PATH'] ?? '', ...env }
      const tool = spawn(file, rest, { cwd: folder, env: surroundings, stdio: ['ignore', 'pipe', 'pipe'] })
      const [[status], stdout, stderr] = await Promise.all([once(tool, 'exit'), text(tool.stdout), text(tool.stderr)])
      return { status: status as number | null, stdout, stderr }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A copy of this checkout, whose packages are a link to those of this one, or not there at all. */
export async function copyOfCheckout(folder: string, { packages }: { readonly packages: boolean }): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const name of ['connectivity', 'harness', 'package.json', 'package-lock.json', 'matrix.yaml']) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true })
  }
  if (packages) await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  return folder
}
