import path from 'node:path'

/** The world as a command sees it. */
export interface Io {
  readonly env: NodeJS.ProcessEnv
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly cwd: string
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal
}

/** Where builds and what compilers keep are cached, for all clones of one user. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_CACHE_HOME'] || path.join(env['HOME'] ?? '/tmp', '.cache')
  return path.join(base, 'connectivity-matrix')
}
