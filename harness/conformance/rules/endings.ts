import { describeExit } from '../../peers/exit.ts'
import type { Bench } from '../bench.ts'
import type { CheckedPeer } from '../checked-peer.ts'
import { demand } from '../demands.ts'
import { anyTransport, declared, startNode } from '../nodes.ts'
import { NotApplicable, type Family } from '../rule.ts'

const endDeadlineMs = 5_000

export const endings: Family = {
  name: 'its end, with connections open',
  rules: [
    {
      title: 'end of input: gone within 5 s, with exit code 0',
      check: async (bench) => {
        const peer = await bench.newPeer()
        await keepBusy(bench, peer)
        const exit = await ending(peer, () => peer.endInput())
        demand(exit === 'exit code 0', `ended with ${exit}`)
        return undefined
      },
    },
    {
      title: 'SIGTERM: gone within 5 s',
      check: async (bench) => {
        needsProcess(bench, 'the first process of a container ignores it unless it says otherwise')
        const peer = await bench.newPeer(tellingItsPid)
        const pid = Number(await peer.firstLogLine())
        await keepBusy(bench, peer)
        return await ending(peer, () => process.kill(pid, 'SIGTERM'))
      },
    },
    {
      title: 'closed output: gone within 5 s',
      check: async (bench) => {
        needsProcess(bench, 'the output of a container goes to its engine, which does not close it')
        const peer = await bench.newPeer()
        await keepBusy(bench, peer)
        return await ending(peer, () => {
          peer.closeOutput()
          peer.say('{"id":"unheard","method":"hello"}')
        })
      },
    },
  ],
}

function needsProcess({ ofThisMachine }: Bench, why: string): void {
  if (!ofThisMachine) throw new NotApplicable(why)
}

/** Two nodes that are connected, if it can do that; else one node. */
async function keepBusy(bench: Bench, peer: CheckedPeer): Promise<void> {
  const [transport] = declared(bench, 'dial', 'listen')
  if (transport === undefined) return void (await startNode(bench, peer, anyTransport(bench), 'dial'))
  const listener = await startNode(bench, peer, transport, 'listen')
  const dialer = await startNode(bench, peer, transport, 'dial')
  await peer.result('dial', dialer.name, { address: listener.address, timeoutMs: 5_000 }, 7_000)
}

/** How it ended; whatever does not end in time is killed with the lab. */
async function ending(peer: CheckedPeer, begin: () => void): Promise<string> {
  begin()
  return describeExit(await peer.end(endDeadlineMs))
}

/** A lab has no signal but SIGKILL: the shell prints its pid on stderr, and becomes the program. */
function tellingItsPid(command: readonly string[]): string[] {
  return ['sh', '-c', 'echo "$$" >&2; exec "$@"', 'sh', ...command]
}
