import { expect, test } from 'vitest'
import { editDistance, isNear } from './edit-distance.ts'

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['quic-v1', 'quic-v1', 0],
  ['quic', 'quic-v1', 3],
  ['webtransprt', 'webtransport', 1],
  ['rusty', 'rust', 1],
  ['tcp+nois€', 'tcp+noise', 1],
  ['tpc+noise', 'tcp+noise', 1],
  ['go', 'js', 2],
  ['ba', 'ab', 1],
  ['bca', 'abc', 2],
  ['xb', 'ax', 2],
  ['*', 'anything', 0],
  ['web*', 'webtransport', 0],
  ['*-direct', 'webrtc-direct', 0],
  ['*-drect', 'webrtc-direct', 1],
])('from %j to %j: %i', (pattern, text, distance) => {
  expect(editDistance(pattern, text)).toBe(distance)
})

test.each([
  ['quic', 'quic-v1', true],
  ['tcp', 'tcp+noise', true],
  ['rnu', 'run', true],
  ['rsut', 'rust', true],
  ['go', 'js', false],
  ['nothing', 'webtransport', false],
  ['', 'go', false],
  ['x'.repeat(200), `${'x'.repeat(199)}y`, true],
  ['x'.repeat(201), `${'x'.repeat(200)}y`, false],
  ['abcd', 'ab', true],
  ['ab', 'cdef', false],
])('%j near %j: %s', (written, meant, near) => {
  expect(isNear(written, meant)).toBe(near)
})
