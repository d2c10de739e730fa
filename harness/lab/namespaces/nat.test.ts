import { describe, expect, test } from 'vitest'
import { Probe } from '../fixtures/probes.ts'
import { namespaceVarieties, titleOf } from '../fixtures/varieties.ts'
import type { Lab, Site } from '../lab.ts'
import { homeOf, natTopology, natTypes, type NatType } from '../topologies/nat.ts'
import { punchable } from '../topologies/punchable.ts'

const { signal } = new AbortController()
/** The table is the same the other way round. */
const pairs = natTypes.flatMap((a, index) => natTypes.slice(index).map((b) => [a, b] as const))
const behindRouter = natTypes.filter((type) => type !== 'open')
const [udpPort, tcpPort, otherPort] = [5000, 6000, 7001]
/** Where the third listens: one port for each purpose, so that what it accepts there is known. */
const thirdPorts = { a: 6001, b: 6002, order: 6003 } as const

/** The kernel does the same in both: once is enough for the whole table. */
const everyPairIn = namespaceVarieties.find(({ refused }) => refused === null)

for (const variety of namespaceVarieties) {
  const { lab, refused } = variety
  const why = refused ?? (lab.can.nat === true ? null : lab.can.nat.reason)

  describe.skipIf(why !== null)(titleOf({ ...variety, refused: why }), () => {
    test.for(behindRouter.filter((type) => type !== 'udp-blocked'))(
      '%s: mapping, and who may send to it',
      async (type) => {
        await using there = await standing(lab, type, 'open')
        const { a, known, stranger } = there
        const seenByKnown = await seenAt(a, known, 'one')
        const seenByStranger = type === 'symmetric' ? await seenAt(a, stranger, 'two') : seenByKnown

        expect(seenByKnown.slice(0, 1)).toEqual([there.site.routers[0]?.outside])
        if (type !== 'symmetric') expect(seenByKnown).toEqual(seenByStranger)
        else expect(seenByKnown[1]).not.toBe(seenByStranger[1])

        // Only `known` was sent something to, on the port that the last of these comes from.
        const [address = '', port = ''] = seenByKnown
        if (type !== 'symmetric') await stranger.send(udpPort, address, port, 'from-stranger')
        await known.send(otherPort, address, port, 'from-other-port')
        await known.send(udpPort, address, port, 'last')
        await a.line('got last')
        const got = a.lines.flatMap((line) => (line.startsWith('got ') ? [line.split(' ')[1]] : []))
        expect(got).toEqual(
          {
            'full-cone': ['from-stranger', 'from-other-port', 'last'],
            'address-restricted': ['from-other-port', 'last'],
            'port-restricted': ['last'],
            symmetric: ['last'],
            cgnat: ['last'],
          }[type],
        )
      },
    )

    test('who sends to all is seen alike by all, unless the router is symmetric', async () => {
      const sightings = async (type: NatType) => {
        await using there = await standing(lab, type, 'open')
        return [await seenAt(there.a, there.known, 'one'), await seenAt(there.a, there.stranger, 'two')]
      }
      const [[one, two], [three, four]] = [await sightings('port-restricted'), await sightings('symmetric')] as const
      expect(one).toEqual(two)
      expect(three?.[0]).toBe(four?.[0])
      expect(three?.[1]).not.toBe(four?.[1])
    })

    test('udp-blocked: no datagram leaves, and TCP does', async () => {
      await using there = await standing(lab, 'udp-blocked', 'open')
      await there.a.send(udpPort, there.known.address, udpPort, 'lost')
      expect(await tcpSeenAt(there.a, there.known, thirdPorts.a)).toEqual([
        there.site.routers[0]?.outside,
        String(tcpPort),
      ])
      expect((await there.site.witness?.flows(signal))?.filter(isPublicUdp)).toEqual([])
    })

    test('a connection that nobody inside asked for is not answered at all', async () => {
      await using there = await standing(lab, 'port-restricted', 'open')
      const [router] = there.site.routers
      there.known.tell('connect', 8000, router?.outside ?? '', 9999)
      expect(await there.known.line(`failed 8000 ${router?.outside} 9999`)).toEqual(['timeout'])
      const flows = (await there.site.witness?.flows(signal)) ?? []
      expect(flows.map(({ from, to }) => [from.address, to.address])).toEqual([[there.known.address, router?.outside]])
    })

    test('what a router translates is read from its connection tracking', async () => {
      await using there = await standing(lab, 'cgnat', 'open')
      const { a, known, site } = there
      await seenAt(a, known, 'one')
      const [carrier, home] = await Promise.all(site.routers.map(async (router) => await router.translations(signal)))
      const remote = { address: known.address, port: udpPort }
      const at = (address: string | undefined) => ({ address, port: udpPort })
      const [outer, inner] = [site.routers[0]?.outside, site.routers[1]?.outside]
      const kind = { protocol: 'udp', remote, answered: false }
      expect(home).toEqual([{ ...kind, inside: at(a.address), outside: at(inner) }])
      expect(carrier).toEqual([{ ...kind, inside: at(inner), outside: at(outer) }])
    })

    test.for(variety === everyPairIn ? pairs : [])(
      '%s and %s: hole punches by plain sockets succeed as the table says',
      async ([typeA, typeB]) => {
        await using there = await standing(lab, typeA, typeB)
        expect(await punchUdp(there)).toBe(punchable(typeA, typeB, 'udp').can)
        expect(await punchTcp(there)).toBe(punchable(typeA, typeB, 'tcp').can)
      },
    )
  })
}

interface Standing extends AsyncDisposable {
  readonly site: Site
  readonly a: Probe
  readonly b: Probe
  /** Two in the public network. */
  readonly known: Probe
  readonly stranger: Probe
}

async function standing(lab: Lab, a: NatType, b: NatType): Promise<Standing> {
  const site = await lab.open(natTopology(a, b), signal)
  const add = async (name: string, network: string) => new Probe(await site.addHost(name, network, signal))
  const [one, two, known, stranger] = await Promise.all([
    add('a', homeOf('a', a)),
    add('b', homeOf('b', b)),
    add('known', 'public'),
    add('stranger', 'public'),
  ])
  await Promise.all([one, two, known, stranger].map(async (probe) => await probe.bind(udpPort)))
  await known.bind(otherPort)
  for (const port of Object.values(thirdPorts)) {
    known.tell('listen', port)
    await known.line(`listens ${port}`)
  }
  return { site, a: one, b: two, known, stranger, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() }
}

/** Address and port at which a third sees a socket. */
async function seenAt(who: Probe, by: Probe, text: string): Promise<string[]> {
  await who.send(udpPort, by.address, udpPort, text)
  return await by.line(`got ${text}`)
}

async function tcpSeenAt(who: Probe, by: Probe, port: number): Promise<string[]> {
  who.tell('connect', tcpPort, by.address, port)
  return await by.line(`accepted ${port}`)
}

/** Each sends where the third sees the other, twice: what the first opened, the second may pass. */
async function punchUdp({ a, b, known, site }: Standing): Promise<boolean> {
  const [atA, atB] = [await reached(a, known, site), await reached(b, known, site)]
  if (atA === null || atB === null) return false
  for (const round of ['first', 'second']) {
    await send(a, atB, `punch-${round}-by-a`)
    await send(b, atA, `punch-${round}-by-b`)
  }
  return (await hears(a, atA, 'by-b')) && (await hears(b, atB, 'by-a'))

  /** Packets keep their order: when the third has the one that was sent after it, it has arrived or is lost. */
  async function send(from: Probe, [address = '', port = '']: readonly string[], text: string): Promise<void> {
    await from.send(udpPort, address, port, text)
    await from.send(udpPort, known.address, udpPort, `after-${text}`)
    await known.line(`got after-${text}`)
  }

  /** Whether it got one by the other, or an answer of the other's: it has read them all when it has the third's. */
  async function hears(who: Probe, [address = '', port = '']: readonly string[], by: string): Promise<boolean> {
    await known.send(udpPort, address, port, `end-of-${by}`)
    await who.line(`got end-of-${by}`)
    const other = by === 'by-a' ? 'by-b' : 'by-a'
    return (
      who.lines.some((line) => line.startsWith('got punch-') && line.includes(by)) ||
      who.lines.some((line) => line.startsWith('got answer-') && line.includes(other))
    )
  }
}

/** `null`: nothing of it is in the public network, though what was sent by TCP after it arrived. */
async function reached(who: Probe, by: Probe, site: Site): Promise<readonly string[] | null> {
  const datagrams = async () => ((await site.witness?.flows(signal)) ?? []).filter(isPublicUdp).length
  const [before, text, from] = [await datagrams(), `hello-${who.host.name}`, 8000 + by.lines.length]
  await who.send(udpPort, by.address, udpPort, text)
  who.tell('connect', from, by.address, thirdPorts.order)
  await who.line(`connected ${from}`)
  return (await datagrams()) === before ? null : await by.line(`got ${text}`)
}

/** Both connect at once, each to where the third sees the other; or one does while the other listens at its port. */
async function punchTcp({ a, b, known }: Standing): Promise<boolean> {
  const [atA, atB] = [await tcpSeenAt(a, known, thirdPorts.a), await tcpSeenAt(b, known, thirdPorts.b)]
  a.tell('connect', tcpPort, ...atB)
  b.tell('connect', tcpPort, ...atA)
  const results = await Promise.all([outcome(a, tcpPort, atB), outcome(b, tcpPort, atA)])
  if (results.every((result) => result === 'connected')) return true
  return (await accepts(a, atA, b)) || (await accepts(b, atB, a))

  async function accepts(listener: Probe, at: readonly string[], dialer: Probe): Promise<boolean> {
    listener.tell('listen', tcpPort)
    await listener.line(`listens ${tcpPort}`)
    dialer.tell('connect', 8003, ...at)
    return (await outcome(dialer, 8003, at)) === 'connected'
  }

  async function outcome(who: Probe, from: number, [address, port]: readonly string[]): Promise<string> {
    return await Promise.race(
      ['connected', 'failed'].map(async (word) => {
        await who.line(`${word} ${from} ${address} ${port}`)
        return word
      }),
    )
  }
}

function isPublicUdp({ network, protocol }: { network: string; protocol: string }): boolean {
  return network === 'public' && protocol === 'udp'
}
