import { expect, test } from 'vitest'
import { censusBelow } from './fixtures/census.ts'
import { probeLabs } from './registry.ts'

test('probing leaves nothing behind, and loopback always works', async () => {
  const probes = await probeLabs()

  expect(probes.map(({ name }) => name)).toEqual(['namespaces', 'loopback', 'containers'])
  expect(probes[1]).toMatchObject({ usable: true, lab: { name: 'loopback' } })
  expect(censusBelow(process.pid)).toEqual({ processes: [], namespaces: [] })
})
