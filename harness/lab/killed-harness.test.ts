import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { firstLine } from './first-line.ts'
import { censusBelow, survivors } from './fixtures/census.ts'
import { startFixture } from './fixtures/start.ts'
import { asOrdinaryUser } from './fixtures/unprivileged.ts'
import { titleOf, varieties } from './fixtures/varieties.ts'

const user = asOrdinaryUser()
const cases = varieties.flatMap((variety) => [
  { ...variety, name: variety.title, prefix: [] as readonly string[] },
  ...(variety.access === 'root'
    ? []
    : [
        {
          ...variety,
          name: variety.title,
          title: `${variety.title}, ordinary user`,
          refused: variety.refused ?? user.refused,
          prefix: user.prefix,
        },
      ]),
])

describe('kill -9 of a harness leaves no process and no namespace within a second', () => {
  for (const variety of cases) {
    const { name, lab, refused, prefix } = variety
    test.skipIf(refused !== null)(titleOf(variety), async () => {
      const harness = startFixture(prefix, 'hold-a-lab.ts', name)
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
