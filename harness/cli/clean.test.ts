import { expect, test } from 'vitest'
import type { Leftover } from '../lab/containers/sweep.ts'
import { clean, cleaned, type CleanCommand } from './clean.ts'

const now = Date.parse('2026-11-25T12:00:00Z')

test('what nobody uses is removed, in order', async () => {
  const removed: string[] = []
  const all = [leftover('one', removed), leftover('two', removed)]

  expect(await texts(all, {})).toEqual(['network one: removed', 'network two: removed'])
  expect(removed).toEqual(['one', 'two'])
})

test('what a running harness uses, what is younger, and all in a dry run, stays', async () => {
  const removed: string[] = []
  const used = { ...leftover('used', removed), usedBy: 42 }
  const all = [used, leftover('hour', removed, 60), leftover('minute', removed, 1)]

  expect(await texts(all, { olderThanMs: 30 * 60_000 })).toEqual([
    'network used: left, process 42 uses it',
    'network hour: removed',
    'network minute: left, it is younger',
  ])
  expect(removed).toEqual(['hour'])
  expect(await texts([leftover('hour', removed, 60)], { dryRun: true })).toEqual(['network hour: would be removed'])
  expect(removed).toEqual(['hour'])
})

test('what the engine does not let go is said, and the rest goes on', async () => {
  const stuck: Leftover = { ...leftover('stuck', []), remove: () => Promise.reject(new Error('it is in use')) }

  expect(await texts([stuck, leftover('other', [])], {})).toEqual([
    'network stuck: left, the engine says: it is in use',
    'network other: removed',
  ])
})

test('without an engine there is a reason and a fix', async () => {
  const before = process.env['DOCKER_HOST']
  process.env['DOCKER_HOST'] = 'unix:///nosuch/docker.sock'
  try {
    const io = { env: {}, signal: new AbortController().signal, stdout: { write: () => {} } }
    await expect(clean({ olderThanMs: 0, dryRun: true }, io)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('no container engine is running'),
      hint: expect.stringContaining('docker.io'),
    })
  } finally {
    if (before === undefined) delete process.env['DOCKER_HOST']
    else process.env['DOCKER_HOST'] = before
  }
})

function leftover(name: string, removed: string[], minutes = 10): Leftover {
  const since = new Date(now - minutes * 60_000)
  return { kind: 'network', name, since, usedBy: null, remove: async () => void removed.push(name) }
}

async function texts(all: readonly Leftover[], command: Partial<CleanCommand>): Promise<string[]> {
  const lines = await Array.fromAsync(cleaned(all, { olderThanMs: 0, dryRun: false, ...command }, now))
  return lines.map(({ text }) => text)
}
