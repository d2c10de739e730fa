import { networkInterfaces } from 'node:os'
import { readdirSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { firstLine } from '../first-line.ts'
import { censusBelow, survivors } from '../fixtures/census.ts'
import { connectTo, ordinary, shell, stubborn } from '../fixtures/programs.ts'
import { startFixture } from '../fixtures/start.ts'
import { asOrdinaryUser } from '../fixtures/unprivileged.ts'
import { namespaceVarieties, titleOf } from '../fixtures/varieties.ts'
import type { LabHost } from '../lab.ts'
import { flat } from '../topology.ts'

const { signal } = new AbortController()

for (const variety of namespaceVarieties) {
  const { lab, refused } = variety
  describe.skipIf(refused !== null)(titleOf(variety), () => {
    test('every host has public-looking addresses of its own, ready for use', async () => {
      await using site = await lab.open(flat, signal)
      const hosts = await Promise.all(['a', 'b', 'c'].map((name) => site.addHost(name, 'public', signal)))

      expect(hosts.map(({ addresses }) => addresses)).toEqual([
        { ip4: '11.0.0.1', ip6: '2a00:11::1', names: [] },
        { ip4: '11.0.0.2', ip6: '2a00:11::2', names: [] },
        { ip4: '11.0.0.3', ip6: '2a00:11::3', names: [] },
      ])
      const listed = hosts.map((host) => text(host.spawn(shell('ip -o addr | cut -d" " -f2,7 | sort'), tools).stdout))
      expect(await Promise.all(listed)).toEqual([
        'eth0 11.0.0.1/16\neth0 2a00:11::1/64\nlo 127.0.0.1/8\nlo ::1/128\n',
        'eth0 11.0.0.2/16\neth0 2a00:11::2/64\nlo 127.0.0.1/8\nlo ::1/128\n',
        'eth0 11.0.0.3/16\neth0 2a00:11::3/64\nlo 127.0.0.1/8\nlo ::1/128\n',
      ])
      const tentative = hosts.map((host) => text(host.spawn(shell('ip -o addr show tentative'), tools).stdout))
      expect(await Promise.all(tentative)).toEqual(['', '', ''])
    })

    test('nothing outside of the lab can be reached', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const outside = ['192.0.2.1', ...ownAddresses()]
      const refusals = outside.map((ip) => text(host.spawn(connectTo(ip), ordinary).stdout))

      expect(new Set(await Promise.all(refusals))).toEqual(new Set(['ENETUNREACH\n']))
    })

    test('a program sees the processes of its host and no others', async () => {
      await using site = await lab.open(flat, signal)
      const [alice, bob] = [await site.addHost('alice', 'public', signal), await site.addHost('bob', 'public', signal)]
      await firstLine(bob.spawn(stubborn, ordinary).stdout)

      expect(await processesOf(alice)).toEqual(['alice', 'cat', 'sh'])
    })

    test('what a program has moved out of its process group ends with its host', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(shell('setsid -f sleep 1000; read line'), ordinary)
      const sleepers = () => censusBelow(process.pid).processes.filter((name) => name.startsWith('sleep'))
      await expect.poll(sleepers).toHaveLength(1)
      const before = { processes: sleepers(), namespaces: [] }
      program.kill()
      await program.exited
      expect(survivors(before)).toEqual(before.processes)
      await host[Symbol.asyncDispose]()

      expect(survivors(before)).toEqual([])
    })

    test('the machine itself gets no interface', async () => {
      const before = readdirSync('/sys/class/net')
      await using site = await lab.open(flat, signal)
      await site.addHost('alice', 'public', signal)

      expect(readdirSync('/sys/class/net')).toEqual(before)
    })

    test('a program that was killed is buried at once', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(stubborn, ordinary)
      await firstLine(program.stdout)
      program.kill()
      await program.exited

      expect(await processesOf(host)).toEqual(['alice', 'cat', 'sh'])
    })

    test('orphans are buried, and their host lives on', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      await host.spawn(shell('for i in 1 2 3; do setsid -f true; done'), ordinary).exited

      await expect.poll(() => processesOf(host)).toEqual(['alice', 'cat', 'sh'])
    })

    test('a host that is gone starts nothing', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      await host[Symbol.asyncDispose]()

      expect(() => host.spawn(['true'], ordinary)).toThrow('host alice of the lab is gone')
    })

    test('an abort while a host is set up leaves nothing of it', async () => {
      await using site = await lab.open(flat, signal)
      const abort = new AbortController()
      const adding = site.addHost('alice', 'public', abort.signal)
      abort.abort(new Error('enough'))

      await expect(adding).rejects.toThrow('enough')
      expect((await site.addHost('bob', 'public', signal)).addresses.ip4).toBe('11.0.0.2')
      await expect.poll(() => censusBelow(process.pid).namespaces).toHaveLength(2)
    })
  })
}

const user = asOrdinaryUser()
const userTitle = 'an ordinary user has the namespaces lab too'
test.skipIf(user.refused !== null)(
  user.refused === null ? userTitle : `${userTitle} (skipped: ${user.refused})`,
  async () => {
    const tour = startFixture(user.prefix, 'tour.ts')

    expect(JSON.parse(await text(tour.stdout))).toEqual({
      lab: 'namespaces',
      why: 'user namespace, one network namespace per program',
      echo: 'by tcp\nby udp\n',
      outside: 'ENETUNREACH\n',
      killed: { kind: 'signal', signal: 'SIGKILL' },
    })
  },
)

const tools = { cwd: '/', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } }

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address)
}

/** Names of all processes that a program sees; the shell that asks is one, its `cat` starts later than the list is made. */
async function processesOf(host: LabHost): Promise<string[]> {
  const names = await text(host.spawn(shell('cat /proc/[0-9]*/comm'), ordinary).stdout)
  return names.trim().split('\n').sort()
}
