import { transportRow } from '../../domain/transport.ts'
import { demand, demandRefusal } from '../demands.ts'
import { anyTransport, declared, oneDeclared, startNode, startOptions, stopNodes } from '../nodes.ts'
import { holdPort, portOf } from '../ports.ts'
import { NotApplicable, type Family } from '../rule.ts'

const seed = `${'00'.repeat(31)}01`
/** The peer id of the Ed25519 key that this seed makes, in every implementation. */
const seededPeerId = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'
/** An address for documentation (RFC 5737): no machine has it. */
const foreignIp = '203.0.113.1'
const crowd = 50

export const nodes: Family = {
  name: 'nodes',
  rules: [
    {
      title: 'start answers once the node can be used',
      essential: 'it does not start a node',
      check: async (bench) => {
        const peer = await bench.peer()
        const node = await startNode(bench, peer, anyTransport(bench), 'dial')
        const { connections } = await peer.result('connections', node.name, {})
        demand(connections.length === 0, `a fresh node has ${connections.length} connections`)
        await stopNodes(peer, node)
        return undefined
      },
    },
    {
      title: 'start answers bound ports and /p2p/<its peer id>, for each transport that listens',
      check: async (bench) => {
        const peer = await bench.peer()
        const transports = declared(bench, 'listen')
        oneDeclared(bench, 'listen')
        for (const transport of transports) {
          const node = await startNode(bench, peer, transport, 'listen')
          demand(portOf(node.address) > 0, `${transport}: no bound port in ${node.address}`)
          demand(
            node.address.endsWith(`/p2p/${node.peerId}`),
            `${transport}: no /p2p/${node.peerId} at the end of ${node.address}`,
          )
          await stopNodes(peer, node)
        }
        return transports.join(', ')
      },
    },
    {
      title: 'port already taken: failed',
      check: async (bench) => {
        const peer = await bench.peer()
        const transport = oneDeclared(bench, 'listen')
        await using taken = await holdPort(transportRow(transport).layer, peer.ip)
        const options = await startOptions(bench, peer, transport, 'listen')
        const listen = options.listen.map((address) => address.replace(/\/(tcp|udp)\/0/, `/$1/${taken.port}`))
        return await demandRefusal(
          peer,
          { method: 'start', node: bench.newNode(), params: { ...options, listen } },
          'failed',
        )
      },
    },
    {
      title: 'address of another machine: failed',
      check: async (bench) => {
        const peer = await bench.peer()
        const transport = oneDeclared(bench, 'listen')
        const options = await startOptions(bench, peer, transport, 'listen')
        const listen = options.listen.map((address) => address.replace(peer.ip, foreignIp))
        return await demandRefusal(
          peer,
          { method: 'start', node: bench.newNode(), params: { ...options, listen } },
          'failed',
        )
      },
    },
    {
      title: 'a key seed makes the peer id that belongs to it',
      check: async (bench) => {
        const peer = await bench.peer()
        const node = await startNode(bench, peer, anyTransport(bench), 'dial', { keySeed: seed })
        await stopNodes(peer, node)
        demand(node.peerId === seededPeerId, `seed ${seed} made ${node.peerId}, not ${seededPeerId}`)
        return undefined
      },
    },
    {
      title: 'without a key seed, every node is somebody else',
      check: async (bench) => {
        const peer = await bench.peer()
        const transport = anyTransport(bench)
        const [one, other] = await Promise.all([
          startNode(bench, peer, transport, 'dial'),
          startNode(bench, peer, transport, 'dial'),
        ])
        await stopNodes(peer, one, other)
        demand(one.peerId !== other.peerId, `both are ${one.peerId}`)
        return undefined
      },
    },
    {
      title: 'stop frees the port and the name',
      check: async (bench) => {
        const peer = await bench.peer()
        const transport = oneDeclared(bench, 'listen')
        const node = await startNode(bench, peer, transport, 'listen')
        await stopNodes(peer, node)
        const port = portOf(node.address)
        await using _ = await holdPort(transportRow(transport).layer, peer.ip, port).catch((error: Error) => {
          if (error instanceof NotApplicable) throw error
          demand(false, `after stop, port ${port} is not free: ${error.message}`)
        })
        const params = await startOptions(bench, peer, transport, 'listen')
        await peer.result('start', node.name, params, 15_000)
        await stopNodes(peer, node)
        return undefined
      },
    },
    {
      title: `${crowd} nodes start at once, listen and stop`,
      check: async (bench) => {
        const peer = await bench.peer()
        const transport = oneDeclared(bench, 'listen')
        const started = performance.now()
        const all = await Promise.all(Array.from({ length: crowd }, () => startNode(bench, peer, transport, 'listen')))
        const ports = new Set(all.map(({ address }) => portOf(address)))
        demand(ports.size === crowd, `${crowd} nodes listen on ${ports.size} ports`)
        await stopNodes(peer, ...all)
        return `in ${Math.round(performance.now() - started)} ms`
      },
    },
  ],
}
