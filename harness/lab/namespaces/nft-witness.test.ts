import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { firstLine } from '../first-line.ts'
import { pidsBelow } from '../fixtures/census.ts'
import { echoClient, echoServer, ordinary, shell } from '../fixtures/programs.ts'
import { namespaceVarieties, titleOf } from '../fixtures/varieties.ts'
import type { LabHost, Site } from '../lab.ts'
import { startProgram } from '../program.ts'
import { flat } from '../topology.ts'
import type { Flow, Witness } from '../witness.ts'
import { byPort, counting } from './counters.ts'
import { NftWitness } from './nft-witness.ts'

const { signal } = new AbortController()

for (const variety of namespaceVarieties) {
  const { lab, refused } = variety
  const why = refused ?? (lab.can.witness === true ? null : lab.can.witness.reason)

  describe.skipIf(why !== null)(titleOf({ ...variety, refused: why }), () => {
    test.for(['ip4', 'ip6'] as const)('both directions of TCP and UDP are counted over %s', async (over) => {
      await using site = await lab.open(flat, signal)
      const { alice, bob } = await aliceAndBob(site)
      const { tcp, udp } = await echo(alice, bob, over)
      const flows = await witnessOf(site).flows(signal)

      const [a, b] = [alice.addresses[over], bob.addresses[over]]
      const between = flows.map(({ network, protocol, from, to }) => [network, protocol, from.address, to.address])
      expect(between.toSorted()).toEqual(
        [
          ['public', 'tcp', a, b],
          ['public', 'tcp', b, a],
          ['public', 'udp', a, b],
          ['public', 'udp', b, a],
        ].toSorted(),
      )
      const header = over === 'ip4' ? 20 : 40
      const datagrams = flows.filter(({ protocol }) => protocol === 'udp')
      expect(datagrams.map(({ packets, bytes }) => ({ packets, bytes }))).toEqual([
        { packets: 1, bytes: header + 8 + 'by udp'.length },
        { packets: 1, bytes: header + 8 + 'by udp'.length },
      ])
      const [asked] = datagrams.filter(({ to }) => to.address === a)
      const [connected] = flows.filter(({ protocol, to }) => protocol === 'tcp' && to.address === a)
      expect([asked?.to.port, connected?.to.port]).toEqual([udp, tcp])
      expect(connected?.packets).toBeGreaterThanOrEqual(4)
      expect(connected?.bytes).toBeGreaterThan(4 * header)
    })

    test('who says nothing has no flows', async () => {
      await using site = await lab.open(flat, signal)
      await aliceAndBob(site)

      expect(await witnessOf(site).flows(signal)).toEqual([])
    })

    test('counters grow while it watches', async () => {
      await using site = await lab.open(flat, signal)
      const { alice, bob } = await aliceAndBob(site)
      const packetsNow = async () => sum(await witnessOf(site).flows(signal))
      const counted = [await packetsNow()]
      for (let i = 0; i < 3; i++) {
        await echo(alice, bob, 'ip4')
        counted.push(await packetsNow())
      }

      expect(new Set(counted).size).toBe(4)
      expect(counted).toEqual(counted.toSorted((a, b) => a - b))
    })

    test('whoever asks gets what happened before, however many ask at once', async () => {
      await using site = await lab.open(flat, signal)
      const { alice, bob } = await aliceAndBob(site)
      const witness = witnessOf(site)
      const early = [witness.flows(signal), witness.flows(signal)]
      await echo(alice, bob, 'ip4')
      const late = await Promise.all([witness.flows(signal), witness.flows(signal), witness.flows(signal)])

      expect(late.map((flows) => flows.length)).toEqual([4, 4, 4])
      await Promise.all(early)
    })

    test('flows that are forgotten are gone, more than once too, and the others stay', async () => {
      await using site = await lab.open(flat, signal)
      const { alice, bob } = await aliceAndBob(site)
      await echo(alice, bob, 'ip4')
      await echo(alice, bob, 'ip6')
      const witness = witnessOf(site)
      const all = await witness.flows(signal)
      const [old, rest] = [all.filter(isIp4), all.filter((flow) => !isIp4(flow))]
      const meanwhile = witness.flows(signal)
      witness.forget(old)
      witness.forget(old)
      await meanwhile
      witness.forget(old)

      expect(await witness.flows(signal)).toEqual(rest)
      witness.forget([])
      witness.forget(rest)
      expect(await witness.flows(signal)).toEqual([])
    })

    test('an abort ends the wait', async () => {
      await using site = await lab.open(flat, signal)
      const reason = new Error('enough')
      const abort = new AbortController()
      const reading = witnessOf(site).flows(abort.signal)
      abort.abort(reason)

      await expect(reading).rejects.toBe(reason)
      expect(await witnessOf(site).flows(signal)).toEqual([])
    })

    test('a witness that dies says so, to who waits and to who asks later', async () => {
      await using site = await lab.open(flat, signal)
      const witness = witnessOf(site)
      for (const pid of pidsBelow(process.pid, 'nft')) process.kill(pid, 'SIGKILL')

      const gone = 'the wire witness of the lab has ended: {"kind":"signal","signal":"SIGKILL"}'
      await expect(witness.flows(signal)).rejects.toThrow(gone)
      await expect(witness.flows(signal)).rejects.toThrow(gone)
    })
  })
}

describe('a scripted nft', () => {
  const empty = '{"nftables": [{"set": {"name": "public4"}}]}'
  const answering = (answer: string) => shell(`while read -r verb rest; do test $verb = list && echo '${answer}'; done`)
  const start = (command: readonly string[]) =>
    NftWitness.by(startProgram(command, { ...ordinary, awaited: false }), counting(['public'].map(byPort)), signal)

  test('may print a prompt before its answer', async () => {
    await using witness = await start(answering(`nft> nft> ${empty}`))

    expect(await witness.flows(signal)).toEqual([])
  })

  test.for([
    [
      'answers nonsense',
      answering('{"nftables": 7}'),
      `the wire witness of the lab can't be understood: {"nftables": 7}`,
    ],
    [
      'complains',
      shell('echo "Error: no interactive support" >&2; cat'),
      'the wire witness of the lab says: Error: no',
    ],
    ['ends', shell('exit 3'), 'the wire witness of the lab has ended: {"kind":"code","code":3}'],
    ['is missing', ['/nosuch/nft'], 'the wire witness of the lab has ended: {"kind":"not-started"'],
  ] as const)('that %s is an error that says so', async ([, command, message]) => {
    await expect(start(command)).rejects.toThrow(message)
  })
})

function witnessOf({ witness }: Site): Witness {
  if (witness === null) throw new Error('the site has no witness')
  return witness
}

async function aliceAndBob(site: Site): Promise<{ alice: LabHost; bob: LabHost }> {
  return { alice: await site.addHost('alice', 'public', signal), bob: await site.addHost('bob', 'public', signal) }
}

/** Bob asks alice. */
async function echo(alice: LabHost, bob: LabHost, over: 'ip4' | 'ip6'): Promise<{ tcp: number; udp: number }> {
  const address = alice.addresses[over] ?? ''
  const serving = alice.spawn(echoServer(address), ordinary)
  const ports = await firstLine(serving.stdout)
  await text(bob.spawn(echoClient(address, ports), ordinary).stdout)
  serving.kill()
  await serving.exited
  const [tcp = 0, udp = 0] = ports.split(' ').map(Number)
  return { tcp, udp }
}

function sum(flows: readonly Flow[]): number {
  return flows.reduce((all, { packets }) => all + packets, 0)
}

function isIp4({ from }: Flow): boolean {
  return !from.address.includes(':')
}
