import { listenAddress, transportRow, transports } from '../../domain/transport.ts'
import type { AnyRequest } from '../checked-peer.ts'
import type { Bench } from '../bench.ts'
import { demand, demandRefusal } from '../demands.ts'
import { anyTransport, startNode, startOptions, stopNodes } from '../nodes.ts'
import { NotApplicable, type Family } from '../rule.ts'

const malformed = ['/ip4/999.0.0.1/tcp/0', '/nonsense/7', 'localhost:4001']

export const requests: Family = {
  name: 'requests that are wrong',
  rules: [
    {
      title: 'unknown method: unsupported',
      check: async (bench) => await demandRefusal(await bench.peer(), { method: 'levitate', node: 'a' }, 'unsupported'),
    },
    {
      title: 'unknown option: invalid, and the option is named',
      check: async (bench) => {
        const peer = await bench.peer()
        const options = await startOptions(bench, peer, anyTransport(bench), 'dial')
        const message = await demandRefusal(peer, start(bench, { ...options, levitation: true }), 'invalid')
        demand(message.includes('levitation'), `the message does not name the option levitation: ${message}`)
        return message
      },
    },
    {
      title: 'option of another type: invalid',
      check: async (bench) => {
        const peer = await bench.peer()
        const options = await startOptions(bench, peer, anyTransport(bench), 'dial')
        await demandRefusal(peer, start(bench, { ...options, transports: 'tcp+noise' }), 'invalid')
        return await demandRefusal(peer, start(bench, { ...options, keySeed: 7 }), 'invalid')
      },
    },
    {
      title: 'option missing: invalid',
      check: async (bench) => await demandRefusal(await bench.peer(), start(bench, { listen: [] }), 'invalid'),
    },
    {
      title: 'no such node: invalid',
      check: async (bench) => {
        const peer = await bench.peer()
        await demandRefusal(peer, { method: 'connections', node: 'nobody', params: {} }, 'invalid')
        return await demandRefusal(peer, { method: 'stop', node: 'nobody', params: {} }, 'invalid')
      },
    },
    {
      title: 'no node where the method concerns one: invalid',
      check: async (bench) => await demandRefusal(await bench.peer(), { method: 'connections', params: {} }, 'invalid'),
    },
    {
      title: 'node name in use: invalid, and the first node lives on',
      check: async (bench) => {
        const peer = await bench.peer()
        const transport = anyTransport(bench)
        const first = await startNode(bench, peer, transport, 'dial')
        const params = await startOptions(bench, peer, transport, 'dial')
        const message = await demandRefusal(peer, { method: 'start', node: first.name, params }, 'invalid')
        await peer.result('connections', first.name, {})
        await stopNodes(peer, first)
        return message
      },
    },
    {
      title: 'malformed multiaddr to listen on: invalid',
      check: async (bench) => {
        const peer = await bench.peer()
        const options = await startOptions(bench, peer, anyTransport(bench), 'dial')
        for (const address of malformed)
          await demandRefusal(peer, start(bench, { ...options, listen: [address] }), 'invalid')
        return undefined
      },
    },
    {
      title: 'malformed multiaddr to dial: invalid',
      check: async (bench) => {
        const peer = await bench.peer()
        const node = await startNode(bench, peer, anyTransport(bench), 'dial')
        for (const address of malformed) {
          await demandRefusal(
            peer,
            { method: 'dial', node: node.name, params: { address, timeoutMs: 1000 } },
            'invalid',
          )
        }
        await stopNodes(peer, node)
        return undefined
      },
    },
    {
      title: 'transport that is not declared: unsupported',
      check: async (bench) => {
        const peer = await bench.peer()
        const { transports: capabilities } = bench.hello.capabilities
        const lacking = transports.filter(
          (one) => capabilities[one]?.listen !== true && transportRow(one).listen !== null,
        )
        if (lacking.length === 0) throw new NotApplicable('it declares all of them')
        for (const transport of lacking) {
          const listen = [listenAddress(transport, peer.ip)]
          const tls = transportRow(transport).tls ? { tls: await bench.authority.issueFor(peer.ip) } : {}
          await demandRefusal(peer, start(bench, { transports: [transport], listen, ...tls }), 'unsupported')
          if (capabilities[transport]?.dial === true) continue
          await demandRefusal(peer, start(bench, { transports: [transport], listen: [] }), 'unsupported')
        }
        return lacking.join(', ')
      },
    },
    {
      title: 'transport of no such name: unsupported or invalid',
      check: async (bench) =>
        await demandRefusal(
          await bench.peer(),
          start(bench, { transports: ['pigeon'], listen: [] }),
          'unsupported',
          'invalid',
        ),
    },
    {
      title: 'wss listener without a certificate: invalid',
      check: async (bench) => {
        const peer = await bench.peer()
        if (bench.hello.capabilities.transports['wss+noise']?.listen !== true)
          throw new NotApplicable('it declares no wss listener')
        const { authority } = await bench.authority.issueFor(peer.ip)
        const listen = [listenAddress('wss+noise', peer.ip)]
        return await demandRefusal(
          peer,
          start(bench, { transports: ['wss+noise'], listen, tls: { authority } }),
          'invalid',
        )
      },
    },
  ],
}

/** A start that is to be refused. */
function start(bench: Bench, params: unknown): AnyRequest {
  return { method: 'start', node: bench.newNode(), params }
}
