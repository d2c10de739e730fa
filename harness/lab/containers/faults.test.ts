import { describe, expect, test } from 'vitest'
import { firstLine } from '../first-line.ts'
import type { Lab, LabProcess, Site } from '../lab.ts'
import { flat } from '../topology.ts'
import { containersLab, withTools } from './engine.fixture.ts'
import { connect } from './engine.ts'

const { signal } = new AbortController()
const { lab, refused } = await containersLab()
const docker = connect()
const waiting = ['sh', '-c', 'echo ready; cat']

describe.skipIf(refused !== null)(
  refused === null ? 'faults of containers' : `faults of containers (skipped: ${refused})`,
  { timeout: 60_000 },
  () => {
    test('a container that somebody kills is a program that was killed', async () => {
      await using site = await theLab().open(flat, signal)
      const { program, id } = await started(site, waiting)
      await docker.getContainer(id).kill()

      expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
    })

    test('a container that somebody removes is one, too', async () => {
      await using site = await theLab().open(flat, signal)
      const { program, id } = await started(site, waiting)
      await docker.getContainer(id).remove({ force: true })

      expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
    })

    test('a container that somebody pauses is silent, and goes when it is killed', async () => {
      const site = await theLab().open(flat, signal)
      const { program, id } = await started(site, waiting)
      await docker.getContainer(id).pause()
      program.stdin.end()
      program.kill()

      expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' })
      await site[Symbol.asyncDispose]()
      await expect(docker.getContainer(id).inspect()).rejects.toThrow('no such container')
    })

    test('a container that runs out of memory says so, and takes nobody with it', async () => {
      await using site = await theLab().open(flat, signal)
      const { program: other } = await started(site, waiting)
      const greedy = [
        'sh',
        '-c',
        `echo ready; exec node --eval 'const all = []; for (;;) all.push(Buffer.alloc(1e8, 1))'`,
      ]
      const { program } = await started(site, greedy)

      expect(await program.exited).toEqual({ kind: 'signal', signal: 'SIGKILL', why: 'out of memory' })
      other.stdin.end()
      expect(await other.exited).toEqual({ kind: 'code', code: 0 })
    })

    test('a program for which there is no place in the network was lost by the lab', async () => {
      const site = await theLab().open(flat, signal)
      const host = await site.addHost('alice', 'public', signal)
      const networks = await docker.listNetworks({ filters: { label: [`connectivity.pid=${process.pid}`] } })
      await Promise.all(networks.map(({ Id }) => docker.getNetwork(Id).remove()))

      expect(await host.spawn(waiting, withTools).exited).toMatchObject({
        kind: 'lost',
        message: expect.stringMatching(/^the container engine lost it before it ran: .*network/),
      })
      await site[Symbol.asyncDispose]()
    })
  },
)

function theLab(): Lab {
  if (lab === null) throw new Error(refused)
  return lab
}

let hosts = 0

/** A program that has said that it is ready, and the id of its container. */
async function started(site: Site, command: readonly string[]): Promise<{ program: LabProcess; id: string }> {
  const name = `host-${++hosts}`
  const program = (await site.addHost(name, 'public', signal)).spawn(command, withTools)
  expect(await firstLine(program.stdout)).toBe('ready')
  const label = [`connectivity.host=${name}`, `connectivity.pid=${process.pid}`]
  const [found] = await docker.listContainers({ all: true, filters: { label } })
  if (found === undefined) throw new Error(`no container is labelled ${label.join()}`)
  return { program, id: found.Id }
}
