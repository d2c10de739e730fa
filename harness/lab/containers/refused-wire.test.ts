import { expect, test } from 'vitest'
import { refusedByNeeds, type WireNeeds } from './refused-wire.ts'

const all: WireNeeds = { isRoot: true, engineIsHere: true, hasNft: true, nftSaid: '' }

test('where all is there, the wire is watched', () => {
  expect(refusedByNeeds(all)).toBeNull()
})

test.for([
  [{ engineIsHere: false }, "the engine's bridges are not in this network namespace"],
  [{ isRoot: false }, "only root may count on the engine's bridges"],
  [{ hasNft: false }, 'nft missing'],
  [{ nftSaid: 'Operation not supported' }, 'nftables does not work here'],
] as const)('what is lacking is said: %o', ([lacking, reason]) => {
  expect(refusedByNeeds({ ...all, ...lacking })).toMatchObject({ reason })
})
