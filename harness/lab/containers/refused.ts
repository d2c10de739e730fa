import { userInfo } from 'node:os'
import type { Refusal } from '../refusal.ts'
import { codeOf, saidBy } from './engine.ts'

const start = 'install one and start it (Debian: apt-get install docker.io), or name one in DOCKER_HOST'

/** Why the engine can't be spoken to, by what came of the attempt. */
export function refusedByEngine(error: unknown): Refusal {
  const said = saidBy(error)
  switch (codeOf(error)) {
    case 'ENOENT':
      return { reason: 'no container engine is running', said, fix: start }
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EHOSTUNREACH':
      return { reason: 'the container engine does not answer', said, fix: `start it, or ${start}` }
    case 'EACCES':
      return {
        reason: 'no permission to speak to the container engine',
        said,
        fix: `run as root, or: sudo usermod -aG docker ${userInfo().username}, and log in again`,
      }
    default:
      return { reason: 'the container engine can not be used', said, fix: start }
  }
}
