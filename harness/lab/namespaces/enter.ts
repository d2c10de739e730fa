import { launcher } from '../launcher.ts'
import type { Anchor } from './anchor.ts'

/** How the right to make namespaces is had: as root, or in a user namespace in which an ordinary user counts as root. */
export type Access = 'root' | 'user'

/** Enters namespaces of an anchor; what follows runs inside of them, and nsenter ends as it ends. */
export function enter(anchor: Anchor, access: Access, ...namespaces: string[]): string[] {
  const user = access === 'user' ? ['--user', '--preserve-credentials'] : []
  return launcher('nsenter', `--target=${anchor.pid}`, ...user, ...namespaces, '--')
}
