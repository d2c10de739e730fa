import { transportRow, type Transport } from '../../domain/transport.ts'
import type { CheckedPeer } from '../checked-peer.ts'
import { demand, demandError } from '../demands.ts'
import { declared, oneDeclared, startNode, stopNodes, type StartedNode } from '../nodes.ts'
import { addressAt, closedPort, holdPort } from '../ports.ts'
import { NotApplicable, Violation, type Family } from '../rule.ts'

/** A peer id that nobody here has. */
const stranger = '12D3KooWJtVrZfXpAyVoMSPUyoSzoL8KBpkBYtAFvvWUhSKo3CnJ'
const graceMs = 2_000
/** Transports over UDP notice by a timeout of their own, commonly 30 s. */
const noticedMs = 40_000

export const dials: Family = {
  name: 'dials that can not succeed',
  rules: [
    {
      title: 'nobody listens there: failed (over UDP also timeout) in time, for each transport',
      check: async (bench) =>
        await forEach(declared(bench, 'dial'), 'dial', async (transport) => {
          const peer = await bench.peer()
          const node = await startNode(bench, peer, transport, 'dial')
          const { layer } = transportRow(transport)
          const address = addressAt(transport, peer.ip, await closedPort(layer, peer.ip), stranger)
          const reply = await dial(peer, node, address, 3_000)
          demandError(reply, 'failed', ...(layer === 'udp' ? (['timeout'] as const) : []))
          await stopNodes(peer, node)
        }),
    },
    {
      title: 'somebody else listens there: failed, and the listener has no connection, for each transport',
      check: async (bench) =>
        await forEach(declared(bench, 'dial', 'listen'), 'dial and listen', async (transport) => {
          const peer = await bench.peer()
          const listener = await startNode(bench, peer, transport, 'listen')
          const dialer = await startNode(bench, peer, transport, 'dial')
          const reply = await dial(peer, dialer, listener.address.replace(listener.peerId, stranger), 5_000)
          demandError(reply, 'failed')
          if (!transportRow(transport).listenerIsDoneFirst) await demandNoConnection(peer, listener, dialer)
          await stopNodes(peer, listener, dialer)
        }),
    },
    {
      title: 'no answer there: failed or timeout in time, and other requests are answered meanwhile',
      check: async (bench) => {
        const transport = declared(bench, 'dial').find((one) => transportRow(one).layer === 'tcp')
        if (transport === undefined) throw new NotApplicable('it declares no transport over TCP to dial')
        const peer = await bench.peer()
        await using silent = await holdPort('tcp', peer.ip)
        const node = await startNode(bench, peer, transport, 'dial')
        const dialled = dial(peer, node, addressAt(transport, peer.ip, silent.port, stranger), 2_000)
        dialled.catch(() => {}) // awaited below, unless the next line throws
        await peer.result('connections', node.name, {}, 1_000)
        demandError(await dialled, 'failed', 'timeout')
        await stopNodes(peer, node)
        return transport
      },
    },
    {
      title: 'the remote is killed while connected: connection-closed, and the program goes on',
      check: async (bench) => {
        const transport = oneDeclared(bench, 'dial', 'listen')
        const [peer, doomed] = await Promise.all([bench.peer(), bench.newPeer()])
        const listener = await startNode(bench, doomed, transport, 'listen')
        const dialer = await startNode(bench, peer, transport, 'dial')
        const address = { address: listener.address, timeoutMs: 5_000 }
        const { connection } = await peer.result('dial', dialer.name, address, 5_000 + graceMs)
        doomed.kill()
        await peer.event(
          dialer.name,
          'connection-closed',
          (closed) => closed.connection.id === connection.id,
          noticedMs,
        )
        const { connections } = await peer.result('connections', dialer.name, {})
        demand(!connections.some(({ id }) => id === connection.id), 'the connection is still listed')
        await stopNodes(peer, dialer)
        return transport
      },
    },
  ],
}

async function dial(peer: CheckedPeer, { name }: StartedNode, address: string, timeoutMs: number) {
  return await peer.ask({ method: 'dial', node: name, params: { address, timeoutMs } }, timeoutMs + graceMs)
}

/** What it reported as opened has to be reported as closed, and is not listed. */
async function demandNoConnection(peer: CheckedPeer, at: StartedNode, from: StartedNode): Promise<void> {
  const opened = peer.events(at.name).all('connection-opened')
  for (const { connection } of opened) {
    await peer.event(at.name, 'connection-closed', (closed) => closed.connection.id === connection.id)
  }
  const { connections } = await peer.result('connections', at.name, {})
  demand(!connections.some(({ peerId }) => peerId === from.peerId), 'the listener lists a connection from the dialer')
}

/** Tries all at once, and reports all that went wrong. */
async function forEach(
  transports: readonly Transport[],
  abilities: string,
  check: (transport: Transport) => Promise<void>,
): Promise<string> {
  if (transports.length === 0) throw new NotApplicable(`it declares no transport to ${abilities}`)
  const results = await Promise.allSettled(transports.map(check))
  const wrong = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${transports[index]}: ${(result.reason as Error).message}`] : [],
  )
  if (wrong.length > 0) throw new Violation(wrong.join('\n'))
  return transports.join(', ')
}
