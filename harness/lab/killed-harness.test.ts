import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { firstLine } from './first-line.ts'
import { censusBelow, survivors } from './fixtures/census.ts'
import { startFixture } from './fixtures/start.ts'
import { asOrdinaryUser } from './fixtures/unprivileged.ts'
import { varieties } from './fixtures/varieties.ts'

const user = asOrdinaryUser()
const cases = varieties.flatMap(({ title, lab, refused }) => [
  { title, lab, refused, prefix: [] as readonly string[] },
  ...(lab.name === 'namespaces' && lab.access === 'root'
    ? []
    : [{ title: `${title}, ordinary user`, lab, refused: refused ?? user.refused, prefix: user.prefix }]),
])

describe('kill -9 of a harness leaves no process and no namespace within a second', () => {
  for (const { title, lab, refused, prefix } of cases) {
    test.skipIf(refused !== null)(refused === null ? title : `${title} (skipped: ${refused})`, async () => {
      const harness = startFixture(prefix, 'hold-a-lab.ts', JSON.stringify(lab))
      onTestFinished(() => void harness.kill('SIGKILL'))
      expect(await firstLine(harness.stdout)).toBe('ready')
      const before = censusBelow(harness.pid ?? 0)
      expect(before.namespaces).toHaveLength(lab.name === 'namespaces' ? 3 : 0)
      expect(before.processes.filter((name) => /^(node|MainThread) /.test(name))).toHaveLength(2)
      harness.kill('SIGKILL')
      await once(harness, 'exit')

      await expect.poll(() => survivors(before), { timeout: 1000, interval: 10 }).toEqual([])
    })
  }
})
