import { gossip } from './lies/gossip.ts'
import { limits } from './lies/limits.ts'
import { refused } from './lies/refused.ts'
import { relayed } from './lies/relayed.ts'
import { webrtc } from './lies/webrtc.ts'
import { chat } from './lies/direct/chat.ts'
import { connectionFields, contradictions } from './lies/direct/connection-fields.ts'
import { connectionLives } from './lies/direct/connection-lives.ts'
import { deaths } from './lies/direct/deaths.ts'
import { drift } from './lies/direct/drift.ts'
import { peculiar } from './lies/direct/peculiar.ts'
import { people } from './lies/direct/people.ts'
import { protocol } from './lies/direct/protocol.ts'
import { starts } from './lies/direct/starts.ts'
import { wire } from './lies/direct/wire.ts'
import type { Plant } from './plant.ts'

/** Every lie that is planted. */
export const plants: readonly Plant[] = [
  ...starts,
  ...connectionFields,
  ...contradictions,
  ...connectionLives,
  ...people,
  ...chat,
  ...wire,
  ...protocol,
  ...peculiar,
  ...drift,
  ...deaths,
  ...relayed,
  ...webrtc,
  ...gossip,
  ...limits,
  ...refused,
]
