import { expect, test } from 'vitest'
import { flat, networkNamed } from '../topology.ts'
import { newSite } from './labels.ts'
import { bridgeName, inSlot, networkName } from './networks.ts'

test('every slot has ranges of its own, as long as the topology has them', () => {
  const placed = Array.from({ length: 200 }, (_, slot) => inSlot(flat, slot + 1).networks[0])

  expect(placed[6]).toEqual({ name: 'public', kind: 'public', ip4: '11.7.0.0/16', ip6: '2a00:11:7::/64' })
  expect(new Set(placed.map((network) => network?.ip4)).size).toBe(200)
  expect(new Set(placed.map((network) => network?.ip6)).size).toBe(200)
})

test('two sites have no name in common, and the kernel takes the name of a bridge', () => {
  const [one, other] = [newSite('flat'), newSite('flat')]
  const network = networkNamed(flat, 'public')

  expect(networkName(one, network)).not.toBe(networkName(other, network))
  expect(bridgeName(one, 0)).not.toBe(bridgeName(other, 0))
  expect(bridgeName(one, 19).length).toBeLessThanOrEqual(15)
})
