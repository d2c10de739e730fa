import { expect, test } from 'vitest'
import { launchFailure } from './launcher.ts'

test.for([
  [
    127,
    'setpriv: failed to execute nosuch: No such file or directory',
    'failed to execute nosuch: No such file or directory',
  ],
  [125, "/usr/bin/env: cannot change directory to '/x': Not there", "cannot change directory to '/x': Not there"],
  [
    1,
    'nsenter: cannot open /proc/7/ns/net: No such file or directory',
    'cannot open /proc/7/ns/net: No such file or directory',
  ],
  [1, 'environment: strange', null],
  [1, 'go: cannot find main module', null],
  [1, 'the peer said nsenter: no', null],
  [127, '', null],
  [2, 'setpriv: this is a program of that name', null],
] as const)('exit code %i after %j', ([code, words, expected]) => {
  expect(launchFailure(code, words)).toBe(expected)
})
