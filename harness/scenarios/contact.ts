import type { CellContext } from './context.ts'
import type { End } from './chat.ts'
import type { Participant } from './participant.ts'

/** Both ends see the connection; then each identifies and pings its remote end, and meanwhile they chat. */
export async function meetAndChat(
  context: CellContext,
  ends: readonly (readonly [at: End, remote: Participant])[],
  chat: () => Promise<void>,
): Promise<void> {
  await Promise.all(ends.map(async ([at, remote]) => await awaitConnection(at, remote)))
  const identified = Promise.all(ends.map(async ([at, remote]) => await identify(context, at, remote)))
  identified.catch(() => {}) // awaited below, unless the chat fails first
  await Promise.all(ends.map(async ([at, remote]) => await ping(context, at, remote)))
  await context.stopwatch.chat(chat)
  await identified
}

async function awaitConnection(at: Participant, remote: Participant): Promise<void> {
  await at.waitFor('connection', 'connection-opened', ({ connection }) => connection.peerId === remote.peerId)
}

async function identify({ arranged }: CellContext, at: End, remote: Participant): Promise<void> {
  await arranged.part({ role: at.role, part: 'identify' }, async () => {
    await awaitIdentify(at, remote)
  })
}

export async function awaitIdentify(at: Participant, remote: Participant): Promise<void> {
  await at.waitFor('identify', 'identified', ({ peerId }) => peerId === remote.peerId)
}

async function ping({ arranged }: CellContext, at: End, remote: Participant): Promise<void> {
  await arranged.part({ role: at.role, part: 'ping' }, async () => {
    await at.askInTime('ping', 'ping', { peerId: remote.peerId })
  })
}
