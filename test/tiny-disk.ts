import { execFileSync } from 'node:child_process'

/** The command, in a mount namespace of its own where a tmpfs with these options (`size=16k`, `ro`) is on `folder`. */
export function onTinyDisk(folder: string, mountOptions: string, command: readonly string[]): string[] {
  const script = `mount -t tmpfs -o "$1" tmpfs "$2" && shift 2 && exec "$@"`
  return [
    'unshare',
    '--user',
    '--map-root-user',
    '--mount',
    'sh',
    '-ec',
    script,
    'sh',
    mountOptions,
    folder,
    ...command,
  ]
}

/** Not in every container may one mount. */
export function canMount(folder: string): boolean {
  const [program = '', ...args] = onTinyDisk(folder, 'size=16k', ['true'])
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
