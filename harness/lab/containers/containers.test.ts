import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { firstLine } from '../first-line.ts'
import { connectTo, echoClient, echoServer } from '../fixtures/programs.ts'
import type { Lab, LabHost } from '../lab.ts'
import { flat } from '../topology.ts'
import { containersLab, withTools } from './engine.fixture.ts'
import { connect } from './engine.ts'
import { siteLabel } from './labels.ts'

const { signal } = new AbortController()
const { lab, refused } = await containersLab()
const title = refused === null ? 'containers' : `containers (skipped: ${refused})`
const sh = (script: string) => ['sh', '-c', script]
const stubborn = sh('trap "" TERM; echo ready; while :; do sleep 1; done')

describe.skipIf(refused !== null)(title, { timeout: 60_000 }, () => {
  test('a program gets its environment and its input, and its output arrives', async () => {
    await using site = await theLab().open(flat, signal)
    const host = await site.addHost('alice', 'public', signal)
    const program = host.spawn(sh('echo "$A $B" >&2; cat; exit 7'), { ...withTools, env: { A: 'a=b', B: '👋' } })
    program.stdin.end('hello\n')

    expect(await Promise.all([text(program.stdout), text(program.stderr), program.exited])).toEqual([
      'hello\n',
      'a=b 👋\n',
      { kind: 'code', code: 7 },
    ])
  })

  test('more output than any buffer holds arrives whole', async () => {
    await using site = await theLab().open(flat, signal)
    const host = await site.addHost('alice', 'public', signal)
    const program = host.spawn(sh('head -c 20000000 /dev/zero'), withTools)

    expect((await text(program.stdout)).length).toBe(20_000_000)
    expect(await program.exited).toEqual({ kind: 'code', code: 0 })
  })

  test('ends of all kinds are told apart', async () => {
    await using site = await theLab().open(flat, signal)
    const exits = await Promise.all(
      ['exit 1', 'exit 127', 'kill -9 $$; exit 0'].map(async (script) => {
        const host = await site.addHost('alice', 'public', signal)
        return await host.spawn(sh(script), withTools).exited
      }),
    )
    const host = await site.addHost('bob', 'public', signal)

    expect(exits).toEqual([
      { kind: 'code', code: 1 },
      { kind: 'code', code: 127 },
      { kind: 'code', code: 0 },
    ])
    expect(await host.spawn(['nosuch'], withTools).exited).toMatchObject({
      kind: 'not-started',
      message: expect.stringContaining('failed to execute nosuch: executable file not found'),
    })
  })

  test('an image that the engine does not have is named, with the fix', async () => {
    await using site = await theLab().open(flat, signal)
    const host = await site.addHost('alice', 'public', signal)
    const program = host.spawn([], { cwd: '/', env: {}, contents: { kind: 'image', name: 'nobody/has:this' } })

    expect(await program.exited).toEqual({ kind: 'not-started', message: 'the engine has no image nobody/has:this' })
  })

  test('kill ends a program that ignores SIGTERM and the end of its input', async () => {
    await using site = await theLab().open(flat, signal)
    const program = (await site.addHost('alice', 'public', signal)).spawn(stubborn, withTools)
    expect(await firstLine(program.stdout)).toBe('ready')
    program.stdin.end()
    program.kill()

    expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
  })

  test('a program that is killed before it has started never runs', async () => {
    await using site = await theLab().open(flat, signal)
    const program = (await site.addHost('alice', 'public', signal)).spawn(stubborn, withTools)
    program.kill()

    expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
  })

  test('hosts reach each other by TCP and UDP, over IPv4 and IPv6, and nobody else', async () => {
    await using site = await theLab().open(flat, signal)
    await using other = await theLab().open(flat, signal)
    const [alice, bob] = [await site.addHost('alice', 'public', signal), await site.addHost('bob', 'public', signal)]
    const stranger = await other.addHost('stranger', 'public', signal)

    expect(await echo(alice, bob, 'ip4')).toBe('by tcp\nby udp\n')
    expect(await echo(alice, bob, 'ip6')).toBe('by tcp\nby udp\n')
    for (const ip of ['192.0.2.1', '172.17.0.1', stranger.addresses.ip4]) {
      expect(await text(bob.spawn(nodeCommand(connectTo(ip)), withTools).stdout)).toMatch(/^E(NET|HOST)UNREACH\n$/)
    }
  })

  test.skipIf(lab?.can.witness !== true)(
    'the wire witness counts what crosses, and the engine itself is out of reach',
    async () => {
      await using site = await theLab().open(flat, signal)
      const [alice, bob] = [await site.addHost('alice', 'public', signal), await site.addHost('bob', 'public', signal)]
      await echo(alice, bob, 'ip4')
      await echo(alice, bob, 'ip6')
      const flows = (await site.witness?.flows(signal)) ?? []
      const ends = flows.map(
        ({ network, protocol, from, to }) => `${network} ${protocol} ${from.address} ${to.address}`,
      )
      const [a, b] = [alice.addresses, bob.addresses]
      const gateway = site.topology.networks[0]?.ip6?.replace('/64', '1') ?? ''

      expect(ends.toSorted()).toEqual(
        ['tcp', 'udp']
          .flatMap((protocol) =>
            [
              [a.ip4, b.ip4],
              [b.ip4, a.ip4],
              [a.ip6, b.ip6],
              [b.ip6, a.ip6],
            ].map(([from, to]) => `public ${protocol} ${from} ${to}`),
          )
          .toSorted(),
      )
      expect(flows.every(({ packets, bytes }) => packets > 0 && bytes > packets * 20)).toBe(true)
      const refused = bob.spawn(nodeCommand(connectTo(gateway)), withTools)
      await expect(
        Promise.race([firstLine(refused.stdout), once(AbortSignal.timeout(2_000), 'abort')]),
      ).resolves.not.toBe('ECONNREFUSED')
    },
  )

  test('a container may next to nothing: no capability, no new privileges, no file system to write to', async () => {
    await using site = await theLab().open(flat, signal)
    const host = await site.addHost('alice', 'public', signal)
    const look = sh('cat /proc/self/status; (echo x > /x) 2>&1; echo y > /tmp/y && cat /tmp/y')
    const said = await text(host.spawn(look, withTools).stdout)

    expect(said).toMatch(/CapEff:\s+0+\n/)
    expect(said).toMatch(/CapBnd:\s+0+\n/)
    expect(said).toMatch(/NoNewPrivs:\s+1\n/)
    expect(said).toContain('Read-only file system')
    expect(said.endsWith('y\n')).toBe(true)
  })

  test('disposal leaves nothing, and may be repeated', async () => {
    const site = await theLab().open(flat, signal)
    const host = await site.addHost('alice', 'public', signal)
    const program = host.spawn(stubborn, withTools)
    await firstLine(program.stdout)
    const id = await siteOf(process.pid)
    await site[Symbol.asyncDispose]()

    expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
    expect(await leftOf(id)).toEqual([])
    await site[Symbol.asyncDispose]()
    await host[Symbol.asyncDispose]()
  })

  test('kill -9 of a harness leaves no container and no network within 5 s', async () => {
    const fixture = path.join(import.meta.dirname, 'hold-containers.fixture.ts')
    const harness = spawn(process.execPath, [fixture], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void harness.kill('SIGKILL'))
    const id = await firstLine(harness.stdout)
    expect(await leftOf(id)).toHaveLength(3)
    harness.kill('SIGKILL')

    await expect.poll(() => leftOf(id), { timeout: 5_000, interval: 50 }).toEqual([])
  })
})

function theLab(): Lab {
  if (lab === null) throw new Error(refused)
  return lab
}

/** Bob asks alice, who is asked over one version of IP. */
async function echo(alice: LabHost, bob: LabHost, over: 'ip4' | 'ip6'): Promise<string> {
  const address = alice.addresses[over] ?? ''
  const serving = alice.spawn(nodeCommand(echoServer(address)), withTools)
  const asking = bob.spawn(nodeCommand(echoClient(address, await firstLine(serving.stdout))), withTools)
  const said = await Promise.all([text(asking.stdout), text(asking.stderr)])
  serving.kill()
  await serving.exited
  return said.join('')
}

/** The Node of the image, not that of this machine. */
function nodeCommand([, ...args]: readonly string[]): string[] {
  return ['node', ...args]
}

async function siteOf(pid: number): Promise<string> {
  const found = await connect().listContainers({ filters: { label: [`connectivity.pid=${pid}`] } })
  return found[0]?.Labels[siteLabel] ?? ''
}

async function leftOf(site: string): Promise<string[]> {
  const docker = connect()
  const filters = { label: [`${siteLabel}=${site}`] }
  const [some, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
  ])
  return [...some.map(({ Id }) => Id), ...networks.map(({ Name }) => Name)]
}
