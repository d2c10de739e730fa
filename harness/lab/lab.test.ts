import { chmod, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { firstLine } from './first-line.ts'
import { censusBelow, survivors } from './fixtures/census.ts'
import { echoClient, echoServer, ordinary, shell, stubborn } from './fixtures/programs.ts'
import { titleOf, varieties } from './fixtures/varieties.ts'
import type { LabHost } from './lab.ts'
import { flat } from './topology.ts'

const { signal } = new AbortController()

for (const variety of varieties) {
  const { lab, refused } = variety
  describe.skipIf(refused !== null)(titleOf(variety), () => {
    test('a program gets its folder, its environment and its input, and its output arrives', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(shell('pwd; echo "$A $B" >&2; cat; exit 7'), {
        cwd: '/usr/lib',
        env: { PATH: '/usr/bin:/bin', A: 'a=b', B: '👋' },
      })
      program.stdin.end('hello\n')

      expect(await Promise.all([text(program.stdout), text(program.stderr), program.exited])).toEqual([
        '/usr/lib\nhello\n',
        'a=b 👋\n',
        { kind: 'code', code: 7 },
      ])
    })

    test('a program gets no variable that it was not given', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(['/usr/bin/env'], { cwd: '/', env: { ONLY: 'this' } })

      expect(await text(program.stdout)).toBe('ONLY=this\n')
    })

    test('a signal that ends a program is reported', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)

      expect(await host.spawn(shell('kill -USR1 $$'), ordinary).exited).toEqual({ kind: 'signal', signal: 'SIGUSR1' })
    })

    test('kill ends a program that ignores SIGTERM and the end of its input, and what it has started', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(shell('trap "" TERM; sleep 1000 & while :; do read x; done'), ordinary)
      const sleepers = () => censusBelow(process.pid).processes.filter((name) => name.startsWith('sleep'))
      await expect.poll(sleepers).toHaveLength(1)
      const started = sleepers()
      program.stdin.end()
      program.kill()

      expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
      await expect.poll(() => survivors({ processes: started, namespaces: [] })).toEqual([])
    })

    test('what a program leaves behind ends with it', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(shell('sleep 1000 & exit 3'), ordinary)

      expect(await text(program.stdout)).toBe('')
      expect(await program.exited).toEqual({ kind: 'code', code: 3 })
    })

    describe('a program that can not be started', () => {
      const attempts = [
        { what: 'is missing', command: ['nosuch', 'a'], cwd: '/', message: /^failed to execute nosuch: No such file/i },
        {
          what: 'has no folder',
          command: ['true'],
          cwd: '/nosuch',
          message: /^there is no folder \/nosuch$|^cannot change directory to \S+: No such file or directory$/,
        },
        { what: 'is a folder', command: ['/usr'], cwd: '/', message: /^failed to execute \/usr: Permission denied$/i },
      ]
      test.for(attempts)('because it $what', async ({ command, cwd, message }) => {
        await using site = await lab.open(flat, signal)
        const host = await site.addHost('alice', 'public', signal)
        const program = host.spawn(command, { ...ordinary, env: { PATH: '/usr/bin:/bin' }, cwd })
        program.stdin.write('nobody reads this\n')

        expect(await program.exited).toEqual({ kind: 'not-started', message: expect.stringMatching(message) })
      })

      test('because its interpreter is missing', async () => {
        await using folder = await mkdtempDisposable(path.join(tmpdir(), 'lab-test-'))
        const script = path.join(folder.path, 'script')
        await writeFile(script, '#!/nosuch\n')
        await chmod(script, 0o755)
        await using site = await lab.open(flat, signal)
        const host = await site.addHost('alice', 'public', signal)

        expect(await host.spawn([script], ordinary).exited).toMatchObject({ kind: 'not-started' })
      })
    })

    test.for([1, 125, 126, 127])('exit code %i of its own is not a failure to start', async (code) => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)

      expect(await host.spawn(shell(`echo oh >&2; exit ${code}`), ordinary).exited).toEqual({ kind: 'code', code })
      expect(await host.spawn(shell(`exit ${code}`), ordinary).exited).toEqual({ kind: 'code', code })
    })

    test('an end is reported even while something that was left behind holds stderr open', async () => {
      await using site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(shell('setsid -f sleep 2; exit 1'), ordinary)

      expect(await program.exited).toEqual({ kind: 'code', code: 1 })
      expect(program.stderr.readableEnded).toBe(false)
    })

    test('a host is in a network of the topology', async () => {
      await using site = await lab.open(flat, signal)

      await expect(site.addHost('alice', 'nosuch', signal)).rejects.toThrow('the topology flat has no network nosuch')
    })

    test('hosts reach each other by TCP and UDP, over IPv4 and IPv6', async () => {
      await using site = await lab.open(flat, signal)
      const [alice, bob] = [await site.addHost('alice', 'public', signal), await site.addHost('bob', 'public', signal)]

      expect(await echo(alice, bob)).toBe('by tcp\nby udp\n')
      expect(await echo(bob, alice)).toBe('by tcp\nby udp\n')
      if (lab.can.ip6 === true) expect(await echo(alice, bob, 'ip6')).toBe('by tcp\nby udp\n')
      else expect(alice.addresses.ip6).toBeNull()
    })

    test('two labs at once do not disturb each other', async () => {
      await using one = await lab.open(flat, signal)
      const alice = await one.addHost('alice', 'public', signal)
      {
        await using other = await lab.open(flat, signal)
        await once((await other.addHost('alice', 'public', signal)).spawn(stubborn, ordinary).stdout, 'data')
      }

      expect(await echo(alice, alice)).toBe('by tcp\nby udp\n')
    })

    test('disposal of a host ends its programs and no others', async () => {
      await using site = await lab.open(flat, signal)
      const [alice, bob] = [await site.addHost('alice', 'public', signal), await site.addHost('bob', 'public', signal)]
      const [one, other] = [alice.spawn(stubborn, ordinary), bob.spawn(shell('echo ready; cat; exit 5'), ordinary)]
      await Promise.all([once(one.stdout, 'data'), once(other.stdout, 'data')])
      await alice[Symbol.asyncDispose]()

      expect(await one.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
      other.stdin.end()
      expect(await other.exited).toEqual({ kind: 'code', code: 5 })
    })

    test('disposal leaves nothing, and may be repeated', async () => {
      const site = await lab.open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const program = host.spawn(stubborn, ordinary)
      await once(program.stdout, 'data')
      const before = censusBelow(process.pid)
      await site[Symbol.asyncDispose]()

      expect(survivors(before)).toEqual([])
      expect(before.namespaces).toHaveLength(lab.name === 'namespaces' ? 2 : 0)
      expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
      await site[Symbol.asyncDispose]()
      await host[Symbol.asyncDispose]()
    })

    test('an aborted signal means no host', async () => {
      await using site = await lab.open(flat, signal)
      const reason = new Error('enough')

      await expect(site.addHost('alice', 'public', AbortSignal.abort(reason))).rejects.toBe(reason)
    })
  })
}

async function echo(server: LabHost, client: LabHost, over: 'ip4' | 'ip6' = 'ip4'): Promise<string> {
  const address = server.addresses[over] ?? ''
  const serving = server.spawn(echoServer(address), ordinary)
  const ports = await firstLine(serving.stdout)
  const asking = client.spawn(echoClient(address, ports), ordinary)
  const said = await Promise.all([text(asking.stdout), text(asking.stderr)])
  serving.kill()
  return said.join('')
}
