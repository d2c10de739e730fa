/** Why a lab can't be had on this machine. */
export interface Refusal {
  readonly reason: string
  /** What the step that failed said, word for word. */
  readonly said?: string
  readonly fix: string
}

/** What `sysctl` says, without line end; `undefined` where the kernel does not know the key. */
export type Sysctl = (key: string) => string | undefined

interface Switch {
  readonly key: string
  readonly forbids: string
  readonly allow: string
}

/** The ways in which a system keeps its users from making user namespaces. */
const switches: readonly Switch[] = [
  { key: 'kernel.apparmor_restrict_unprivileged_userns', forbids: '1', allow: '0' },
  { key: 'kernel.unprivileged_userns_clone', forbids: '0', allow: '1' },
  { key: 'user.max_user_namespaces', forbids: '0', allow: '10000' },
]

const container =
  'in a container, start it with --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt apparmor=unconfined'

export function refusedToRoot(said: string): Refusal {
  return { reason: 'root has no right to make namespaces here', said, fix: container }
}

export function refusedToUser(said: string, sysctl: Sysctl): Refusal {
  const culprit = switches.find(({ key, forbids }) => sysctl(key) === forbids)
  if (culprit === undefined) {
    return { reason: 'user namespaces do not work here', said, fix: `run as root; ${container}` }
  }
  return {
    reason: `user namespaces are forbidden (${culprit.key}=${culprit.forbids})`,
    said,
    fix: `sudo sysctl -w ${culprit.key}=${culprit.allow}, or run as root`,
  }
}

/** Debian's package for each tool that the namespaces lab calls. */
const packages = { ip: 'iproute2', unshare: 'util-linux', nsenter: 'util-linux', setpriv: 'util-linux', mount: 'mount' }

/** Tools that are missing, as a refusal; `null` if all are there. */
export function refusedByTools(isThere: (tool: string) => boolean): Refusal | null {
  const missing = Object.entries(packages).filter(([tool]) => !isThere(tool))
  if (missing.length === 0) return null
  const install = [...new Set(missing.map(([, name]) => name))]
  return {
    reason: `${missing.map(([tool]) => tool).join(', ')} missing`,
    fix: `apt-get install ${install.join(' ')}`,
  }
}
